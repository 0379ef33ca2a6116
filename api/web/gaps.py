"""Pages with gaps: what is the same for many is rendered once, and each one's own is put between."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

# Unknown outside of this process, so that no text of an author can be taken for a gap.
_SECRET: Final = secrets.token_hex(8)
_GAP: Final = re.compile(f"\ue000{_SECRET}([a-z0-9_]+)\ue001")


@dataclass(frozen=True, slots=True)
class Gap:
    """Stands in a template for what is put there later, as HTML; in its name are a–z, 0–9 and _."""

    name: str

    def __str__(self) -> str:
        return f"\ue000{_SECRET}{self.name}\ue001"

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class Frame:
    """Pieces of a page, one more than the names of the gaps between them."""

    pieces: tuple[str, ...]
    gaps: tuple[str, ...]

    def fill(self, filling: Mapping[str, str]) -> Markup:
        """Return the page with HTML in its gaps."""
        whole = [""] * (2 * len(self.gaps) + 1)
        whole[::2] = self.pieces
        whole[1::2] = [filling[gap] for gap in self.gaps]
        return Markup("".join(whole))

    def close(self, gap: str, html: str) -> "Frame":
        """Return the frame with HTML in this gap for good."""
        at = self.gaps.index(gap)
        pieces = (*self.pieces[:at], f"{self.pieces[at]}{html}{self.pieces[at + 1]}", *self.pieces[at + 2 :])
        return Frame(pieces, (*self.gaps[:at], *self.gaps[at + 1 :]))


def cut(html: str) -> Frame:
    """Return a page that was rendered with gaps, cut at them."""
    parts = _GAP.split(html)
    return Frame(tuple(parts[::2]), tuple(parts[1::2]))
