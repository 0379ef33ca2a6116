"""One student's session at the bench: settings and actions in, readings out, everything logged.

A session is a pure function of the apparatus, a secret and the log: played again, it gives the same readings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from labs.documents.settings import Settings
from variants.texts import Text

EntryKind = Literal["reading", "action", "mishap"]
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a student wants to do: take a reading of an instrument on a span, or an action with an amount.

    `at` is lab time in seconds, never before that of the last entry; 0 for labs in which nothing goes on.
    """

    settings: Settings
    at: float = 0.0
    instrument: str = ""
    span: str = ""
    action: str = ""
    amount: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log, numbered from 1: what was wished, and what came of it.

    A reading is a `value` in the instrument's unit with its `text` as displayed, or words alone (`value` is
    None, `text` the id of what was seen); `overload` says that it lay beyond the span, `nothing` that there
    was nothing to measure. `logged_at` is milliseconds UTC.
    """

    number: int
    kind: EntryKind
    wish: Wish
    value: float | None = None
    text: str = ""
    overload: bool = False
    nothing: bool = False
    mishap: str = ""
    logged_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a page may know of a moment: displays of live instruments by name, and what the scene shows.

    `shows` are rounded, in SI; `notes` are what stands in the way of measuring, by instrument. `measured`
    says that a reading was taken at this very place.
    """

    displays: Mapping[str, str]
    shows: Mapping[str, float | bool]
    notes: Mapping[str, Text] = field(default_factory=dict)
    measured: bool = False


class Refused(ValueError):
    """The wish can't be granted: off the grid, out of range, too late, beyond the quota; says why."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)
