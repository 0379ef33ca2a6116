"""What people type for a formula, brought to one plain alphabet, with the place of every character kept.

Sub- and superscripts become digits and `^`, look-alike letters Latin, states and arrows one spelling.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

LONGEST: Final = 2000
"""No formula or reaction is read beyond so many characters."""

_SUPERSCRIPTS: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
_SUBSCRIPTS: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
_LOOK_ALIKES: Final = dict(zip("АВСЕНІКМОРТХУЅЈавсеікорхуѕ", "ABCEHIKMOPTXYSJaBceikopxys", strict=True)) | {
    "в": "b"
}
_STATES: Final = {
    "aq": ("aq", "р-р", "р", "р.", "водн", "водн.", "р-p", "p-p"),
    "s": ("s", "cr", "тв", "тв.", "т", "т.", "к", "кр", "кр.", "крист"),
    "l": ("l", "ж", "ж."),
    "g": ("g", "г", "г.", "газ"),
    "": ("конц", "конц.", "разб", "разб.", "изб", "изб.", "conc", "conc.", "dil", "dil.", "недост"),
}
_STATE_OF: Final = {word: state for state, words in _STATES.items() for word in words}
_ARROWS: Final = (
    (r"<[=\-]+>|⇌|⇄|⇆|↔|⇔|\\rightleftharpoons|\\leftrightarrow|\\rightleftarrows", "⇌"),
    (r"→|⟶|⇒|⟹|➝|➔|\\to(?![a-z])|\\(?:long)?rightarrow|\\Rightarrow|-{1,3}>|={1,3}>", "→"),
    (r"={1,3}", "="),
)
_CONDITION: Final = r"(?:t°?C?|t⁰|t\^[o0]|to|Δ|∆|h[νv]|кат\.?|cat\.?|p|P|эл\.? ?ток)"
_CATALYST: Final = r"(?!\s*\d*\s*[eеē])[^\s()\[\]=<>→⟶+\-–—][^()\[\]=<>→⟶+\-–—]{0,24}(?<=\S)"
"""What stands over an arrow without brackets: not electrons, which are subtracted there."""
_CONDITIONED: Final = re.compile(
    rf"(?:[=\-–—]+\s*{_CONDITION}(?:\s*,\s*{_CONDITION})*\s*(?:[=\-–—]+>|→|={{1,3}}))"
    rf"|(?:[-–—]{{1,3}}{_CATALYST}[-–—]{{1,3}}>|={{1,3}}{_CATALYST}={{1,3}}>?)"
    r"|(?:[=\-–—]{1,3}\s*\([^()=<>→]{1,40}(?:\([^()]{1,8}\)[^()=<>→]{0,20})?\)\s*(?:[=\-–—]{1,3}>|={1,3}|→))"
    r"|(?:(?:->|→|⟶|=)\s*\[[^\]]{0,40}\])"
    rf"|(?:(?:->|→|⟶|=)\s*\({_CONDITION}(?:\s*,\s*{_CONDITION})*\))"
)
_PIECE: Final = re.compile(
    "|".join(
        (
            r"(?P<script>[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+)",
            r"(?P<state>\(\s*(?:" + "|".join(re.escape(word) for word in _STATE_OF) + r")\s*\))",
            r"(?P<falls>↓|\\downarrow)",
            r"(?P<rises>↑|\\uparrow)",
            f"(?P<conditioned>{_CONDITIONED.pattern})",
            *(f"(?P<arrow{number}>{pattern})" for number, (pattern, _) in enumerate(_ARROWS)),
            r"(?P<electron>ē|ё̄|[eе]\u0304|ê|ĕ)",
            r"(?P<dot>[·•∙⋅×*∗‧]|\\cdot|\\times)",
            r"(?P<dash>[−–—‐‑‒﹣－])",
            r"(?P<dropped>\\ce(?![a-z])|\\mathrm|\\text|\\left|\\right|\\[,;! ]|[_{}$\u200b\ufeff\u2060])",
            r"(?P<space>\s)",
            r"(?P<plus>＋)",
        )
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """Plain characters, the place of each in what was typed, and whether look-alike letters were replaced."""

    text: str
    places: tuple[int, ...]
    typed: str
    repaired: bool

    def place(self, index: int) -> int:
        """Return where this character stood in what was typed, counted from 0."""
        if index < len(self.places):
            return self.places[index]
        return self.places[-1] + 1 if self.places else 0

    def as_typed(self, index: int, length: int) -> str:
        """Return what was typed for these plain characters."""
        return self.typed[self.place(index) : self.place(index + length)]


@lru_cache(maxsize=512)
def plain_line(text: str) -> Line:
    """Bring typed text to the plain alphabet; arrows become `=`, `→` or `⇌`, hydrates' dots `·`."""
    written: list[str] = []
    places: list[int] = []
    end = 0
    for match in _PIECE.finditer(text):
        start = match.start()
        written.extend(_plain_character(character) for character in text[end:start])
        places.extend(range(end, start))
        piece, end = _plain_piece(match), match.end()
        written.append(piece)
        places.extend([start] * len(piece))
    written.extend(_plain_character(character) for character in text[end:])
    places.extend(range(end, len(text)))
    repaired = not text.isascii() and any(
        text[place] in _LOOK_ALIKES and text[place] != plain
        for place, plain in zip(places, "".join(written), strict=True)
    )
    return Line("".join(written), tuple(places), text, repaired)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    return _SUBSCRIPTS.get(character) or _LOOK_ALIKES.get(character) or character


def _plain_piece(match: re.Match[str]) -> str:
    name, piece = str(match.lastgroup), match.group()
    if name == "script":
        return "^" + "".join(_SUPERSCRIPTS[character] for character in piece)
    if name == "state":
        state = _STATE_OF[piece[1:-1].strip()]
        return f"({state})" if state else ""
    if name.startswith("arrow"):
        return _ARROWS[int(name[5:])][1]
    if name == "conditioned":
        return "→" if ">" in piece or "→" in piece or "⟶" in piece else "="
    return _SIMPLE[name]


_SIMPLE: Final = {
    "falls": "(s)",
    "rises": "(g)",
    "electron": "e",
    "dot": "·",
    "dash": "-",
    "dropped": "",
    "space": " ",
    "plus": "+",
}
