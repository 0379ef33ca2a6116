"""What the identifier of a finding means, and how to mend it: the shape that parts of the catalogue fill."""

from collections.abc import Mapping
from dataclasses import dataclass

from library_core.formats.findings import Severity
from variants.texts import Text


@dataclass(frozen=True, slots=True)
class Meaning:
    """`message` and `remedy` have holes such as `{name}`, filled from the values of a finding.

    Every hole of a meaning is among the values of every finding with its identifier.
    """

    severity: Severity
    message: Text
    remedy: Text


Meanings = Mapping[str, Meaning]


def meaning(severity: Severity, english: tuple[str, str], russian: tuple[str, str]) -> Meaning:
    """Return a meaning from pairs of message and remedy in both languages."""
    return Meaning(severity, Text(en=english[0], ru=russian[0]), Text(en=english[1], ru=russian[1]))
