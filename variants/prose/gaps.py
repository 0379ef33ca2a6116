"""Gaps: marks in a rendered text where each variant's own values go, filled without rendering again.

A text is rendered once with gaps `\\ue000N\\ue001`; a value of gap N then goes into prose as HTML, into a
formula's `data-tex` as LaTeX and into its `<math>` as MathML. The marks are private-use characters, which
authors' texts may not contain, so a value can never change the text around it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final, Literal, NamedTuple

Place = Literal["P", "T", "M"]
GAP: Final = re.compile("\ue000(\\d+)\ue001")
_PLACED = re.compile("\ue000([TM]?)(\\d+)\ue001")
_MATHML = re.compile("<mtext>\ue000(\\d+)\ue001</mtext>")


class Filling(NamedTuple):
    """What a gap is filled with: words without markup, LaTeX, and MathML (without `<math>`)."""

    words: str
    tex: str
    mathml: str


def gap(number: int) -> str:
    """Return the mark of a gap, to be put into a source before it is rendered."""
    return f"\ue000{number}\ue001"


def gap_in_tex(found: re.Match[str]) -> str:
    """Return the mark of a gap inside `data-tex`, in braces, so that signs and powers stay whole."""
    return f"{{\ue000T{found[1]}\ue001}}"


def mathml_gaps(mathml: str) -> str:
    """Turn the gaps in a formula's MathML into marks that take MathML."""
    return _MATHML.sub("\ue000M\\1\ue001", mathml)


@dataclass(frozen=True, slots=True)
class GappedHtml:
    """Rendered HTML cut at its gaps: pieces of HTML, and between them the place and number of each gap."""

    pieces: tuple[str, ...]
    gaps: tuple[tuple[Place, int], ...]

    def fill(self, fillings: Mapping[int, Filling]) -> str:
        """Return the HTML with every gap filled."""
        parts = [self.pieces[0]]
        for (place, number), piece in zip(self.gaps, self.pieces[1:], strict=True):
            filling = fillings[number]
            if place == "P":
                parts.append(escape(filling.words))
            else:
                parts.append(escape(filling.tex, quote=True) if place == "T" else filling.mathml)
            parts.append(piece)
        return "".join(parts)


def cut_at_gaps(html: str) -> GappedHtml:
    """Cut rendered HTML at its gaps."""
    parts = _PLACED.split(html)
    places: dict[str, Place] = {"": "P", "T": "T", "M": "M"}
    gaps = tuple((places[place], int(number)) for place, number in zip(parts[1::3], parts[2::3], strict=True))
    return GappedHtml(tuple(parts[0::3]), gaps)
