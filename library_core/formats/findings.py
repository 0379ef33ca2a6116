"""Findings: what is wrong with a package, where, by EPUBCheck's identifier or one of ours.

What an identifier means and how to mend it is said once, in `library_core.preflight.catalogue_of_findings`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["fatal", "error", "warning", "usage", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found in a package; `values` fill the holes of its message. Lines and columns count from 1.

    `severity` is given only where it differs from what the identifier has by itself.
    """

    id: str
    path: str = ""
    line: int = 0
    column: int = 0
    values: Mapping[str, str] = field(default_factory=dict)
    severity: Severity | None = None


class PackageRefused(Exception):
    """The package is broken or unsafe beyond reading on."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(", ".join(sorted({finding.id for finding in self.findings})))
