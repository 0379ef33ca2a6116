"""What was acknowledged to the players, and what they were told that can't be true."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["submission", "draft", "reading", "mark", "upload", "package"]
KINDS: Final[tuple[Kind, ...]] = ("submission", "draft", "reading", "mark", "upload", "package")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """One thing that the server said it had: under which key it was sent, where, and what was said."""

    kind: Kind
    place: tuple[str, ...]
    key: str
    said: str = ""


@dataclass(slots=True, kw_only=True)
class Ledger:
    """What the players were told, in the order in which they were; `sent` are keys sent, by kind.

    `untrue` are words on pages, or missing from them, that contradict what had been acknowledged.
    """

    entries: list[Acknowledged] = field(default_factory=list)
    sent: dict[Kind, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    untrue: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)

    def keep(self, entry: Acknowledged) -> None:
        """Write down what was acknowledged."""
        self.entries.append(entry)

    def of(self, kind: Kind) -> Iterator[Acknowledged]:
        """Go through the entries of a kind, first to last."""
        return (entry for entry in self.entries if entry.kind == kind)

    def latest(self, kind: Kind) -> Mapping[tuple[str, ...], Acknowledged]:
        """Return the last entry of a kind for each place."""
        return {entry.place: entry for entry in self.of(kind)}

    def describe(self) -> str:
        """Return the sizes in words, and what came in between."""
        counted = Counter(entry.kind for entry in self.entries)
        kept = ", ".join(f"{counted[kind]} × {kind}" for kind in KINDS)
        between = ", ".join(f"{count} × {what}" for what, count in sorted(self.refused.items()))
        return f"acknowledged: {kept}; sent again after: {between or 'nothing'}"
