"""What people type for a formula, brought to one plain alphabet, with the place of every character kept.

Sub- and superscripts become digits and `^`, look-alike letters Latin, states and arrows one spelling; what
stands over an arrow follows it in braces, and the numbers of a nuclide keep their `_`.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from variants.chemistry.typed.conditions import CONDITION, conditions_in

LONGEST: Final = 2000
"""No formula or reaction is read beyond so many characters."""

_SUPERSCRIPTS: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
_SUBSCRIPTS: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
_LOOK_ALIKES: Final = dict(zip("АВСЕНІКМОРТХУЅЈавсеікорхуѕ", "ABCEHIKMOPTXYSJaBceikopxys", strict=True)) | {
    "в": "b"
}
_LETTERS: Final = str.maketrans(
    _SUBSCRIPTS
    | _LOOK_ALIKES
    | {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
    | dict.fromkeys("\t\n\r\x0b\x0c\xa0\u2002\u2003\u2009\u202f\u3000", " ")
)
_STATES: Final = {
    "aq": ("aq", "р-р", "р", "р.", "водн", "водн.", "р-p", "p-p"),
    "s": (
        "s",
        "cr",
        "тв",
        "тв.",
        "т",
        "т.",
        "к",
        "кр",
        "кр.",
        "крист",
        "ос",
        "ос.",
        "осадок",
        "ppt",
        "↓",
        "графит",
        "алмаз",
        "graphite",
    ),
    "l": ("l", "ж", "ж."),
    "g": ("g", "г", "г.", "газ", "↑"),
    "": ("конц", "конц.", "разб", "разб.", "изб", "изб.", "conc", "conc.", "dil", "dil.", "недост"),
}
_STATE_OF: Final = {word: state for state, words in _STATES.items() for word in words}
_STATE_WORDS: Final = "|".join(re.escape(word) for word in sorted(_STATE_OF, key=len, reverse=True))
_ARROWS: Final = (
    (r"<[=\-]+>|⇌|⇋|⇄|⇆|↔|⟷|⇔|\\rightleftharpoons|\\leftrightarrow|\\rightleftarrows", "⇌"),
    (r"→|⟶|⇒|⟹|[➔➙➛➜➝➞➡🡒]|\\to(?![a-z])|\\(?:long)?rightarrow|\\Rightarrow|[-–—−]{1,12} ?>|={1,12}>", "→"),
    (r"[=＝]{1,12}", "="),
)
_CATALYST: Final = r"(?!\s*\d*\s*[eеē]|\d+[A-ZА-Я])[^\s()\[\]=<>→⟶+\-–—][^()\[\]=<>→⟶+\-–—]{0,24}(?<=\S)"
"""What stands over an arrow without brackets: not electrons, which are subtracted there, nor a substance."""
_ANY_ARROW: Final = r"(?:<=+>|<-+>|[-=]{1,3}>|[→⟶⇌⇄]|=)"
_SEVERAL: Final = rf"{CONDITION}(?:\s*[,;]\s*[^\s()\[\],;=+]{{1,16}})*"
_BRACED: Final = r"\{[^{}]{0,40}(?:\{[^{}]{0,20}\}[^{}]{0,20}){0,3}\}"
_CONDITIONED: Final = "|".join(
    (
        rf"(?:=|(?P<dashed>[-–—])){{1,3}}\s*{_SEVERAL}\s*(?:[=\-–—]{{0,3}}>|→|(?(dashed)(?!)|={{1,3}}))",
        rf"<={{1,2}}\s*{_CATALYST}\s*={{1,2}}>|{_ANY_ARROW}\s*t(?:[°º⁰˚][CС]?)?(?=\s)",
        r"[-–—]{1,3}\s*[HН]\+\s*[-–—]{1,3}>|={1,3}\s*[HН]\+\s*={1,3}>?",
        rf"[-–—]{{1,3}}{_CATALYST}[-–—]{{1,3}}>|={{1,3}}{_CATALYST}={{1,3}}>?",
        r"(?:=|(?P<barred>[-–—])){1,3}\s*\([^()=<>→]{1,40}(?:\([^()]{1,8}\)[^()=<>→]{0,20})?\)\s*"
        r"(?:[=\-–—]{1,3}>|→|(?(barred)(?!)|={1,3}))",
        rf"{_ANY_ARROW}\s*[\[(]\s*{_SEVERAL}\s*[\])](?:\[[^\[\]]{{0,40}}\])?",
        rf"{_ANY_ARROW}\s*\[[^\[\]]{{0,40}}\](?:\[[^\[\]]{{0,40}}\])?(?=\s+(?!\d[+\-−])[A-ZА-Я\d(\[])",
        rf"\\x(?:long)?(?:rightarrow|equal|rightleftharpoons)\s*(?:\[[^\[\]]{{0,40}}\])?\s*{_BRACED}",
        rf"\\(?:overset|stackrel)\s*{_BRACED}\s*\{{(?:=|->|\\(?:long)?rightarrow|\\to)\}}",
    )
)
_NUMBER: Final = r"\{?\s*(?:[-−+]?\d{1,3}|[⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[₋]?[₀₁₂₃₄₅₆₇₈₉]{1,3})\s*\}?"
_PIECE: Final = (
    # Most characters are none of these pieces, and are passed over at once.
    r"(?=[^A-Za-wyz0-9+,;. ])(?:"
    + "|".join(
        (
            r"(?P<nuclide>\^" + _NUMBER + "_" + _NUMBER + "|_" + _NUMBER + r"\^" + _NUMBER + r"(?![+\-⁺⁻−])"
            r"|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}₋?[₀₁₂₃₄₅₆₇₈₉]{1,3}|(?<![A-Za-zА-Яа-я)\]])₋?[₀₁₂₃₄₅₆₇₈₉]{1,3}[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?![⁺⁻]))"
            r"(?=\s*(?:\\mathrm|\\text|\{)*\s*[A-ZА-Яnpeαβγνрне\\])",
            r"(?P<sign>(?<=[0-9])[⁺⁻])",
            r"(?P<script>[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+)",
            rf"(?P<state>\(\s*(?:\\(?:text|mathrm)\{{)?(?:{_STATE_WORDS})\}}?\s*\))",
            r"(?P<falls>↓|\\downarrow)",
            r"(?P<rises>↑|\\uparrow)",
            f"(?P<conditioned>{_CONDITIONED})",
            rf"(?P<last>\(\s*{_SEVERAL}\s*\)\s*$)",
            *(f"(?P<arrow{number}>{pattern})" for number, (pattern, _) in enumerate(_ARROWS)),
            r"(?P<bond>(?<=[A-Za-z0-9)])(?<!\^[0-9])(?:≡|[-–—−](?=\(?(?:[CHNOFI](?![a-z])|Cl|Br))))",
            r"(?P<electron>[ēêĕẽéèë]|(?<![а-яё])ё(?![а-яё]))",
            r"(?P<dot>[·•∙⋅×*∗‧]|\\cdot|\\times|[xхХ](?=\s*\d{0,2}\s*[HН][2₂][OО]))",
            r"(?P<raised><sup>)",
            r"(?P<dash>[−–—‐‑‒﹣－₋])",
            r"(?P<group>(?<![\^_{])\{[A-Z(\[][A-Za-z0-9()\[\]]*\}(?=_?\{?[\d₀-₉]))",
            r"(?P<greek>\\(?:alpha|beta|gamma|nu)(?![a-z]))",
            r"(?P<dropped>[Δ∆][HН].*|\\(?:ce|mathrm|text|bar|overline)(?![a-z])\s*\{?|\\left|\\right|\\[,;! ]"
            r"|</?sub>|</sup>|[_{}$\u0301-\u0305\u200b-\u200f\u2060\ufe0f\ufeff])",
        )
    )
    + ")"
)
_DOUBLE_BOND: Final = re.compile(r"(?:(?<=C)|(?<=CH)|(?<=CH2)|(?<=CH₂))=(?=C(?![a-z]))")
_PARTS: Final = re.compile(r"[=→⇌⇄⟶]|->")
_TERMS: Final = (
    r"(?:[A-Z][a-z]?[0-9]*+|[0-9 +]|e(?=\^-)|\((?=[A-Z\[])|\((?:aq|s|l|g)\)|[)\[\]]|\^[0-9]?[+-])*+"
)
_PLAIN: Final = re.compile(rf"({_TERMS})(?:(<=>|->|=|→|⇌)(?! *[\[(])({_TERMS}))?")
"""What is plain already but for its arrow."""


@dataclass(frozen=True, slots=True)
class Line:
    """Plain characters and what was typed for them."""

    text: str
    typed: str

    @property
    def repaired(self) -> bool:
        """Whether look-alike letters were replaced."""
        if self.typed.isascii() or not any(letter in self.typed for letter in _LOOK_ALIKES):
            return False
        return any(
            self.typed[place] in _LOOK_ALIKES and self.typed[place] != plain and plain.isalpha()
            for place, plain in zip(_places(self.typed), self.text, strict=True)
        )

    def place(self, index: int) -> int:
        """Return where this character stood in what was typed, counted from 0."""
        places = _places(self.typed)
        if index < len(places):
            return places[index]
        return places[-1] + 1 if places else 0

    def as_typed(self, index: int, length: int) -> str:
        """Return what was typed for these plain characters."""
        return self.typed[self.place(index) : self.place(index + length)]


def plain_line(text: str) -> Line:
    """Bring typed text to the plain alphabet; arrows become `=`, `→` or `⇌`, hydrates' dots `·`."""
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return Line(_with_plain_pieces(text).translate(_LETTERS), text)
    left, arrow, right = plain.groups()
    return Line(left + _PLAIN_ARROWS[arrow] + right if arrow else text, text)


@lru_cache(maxsize=4)
def _pieces(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return where each piece begins and ends and what it is plainly; a refusal asks for them again."""
    return tuple(
        (match.start(), match.end(), _plain_piece(match)) for match in _piece().finditer(_with_bonds(text))
    )


def _with_plain_pieces(text: str) -> str:
    """Write every piece plainly."""
    bonded = _with_bonds(text)
    written: list[str] = []
    end = 0
    for start, after, plain in _pieces(text):
        written += (bonded[end:start], plain)
        end = after
    written.append(bonded[end:])
    return "".join(written)


@lru_cache(maxsize=16)
def _places(text: str) -> tuple[int, ...]:
    """Return the place of every plain character; only what goes wrong asks for it."""
    if (plain := _PLAIN.fullmatch(text)) and plain[2]:
        start, end = plain.span(2)
        return (*range(start + 1), *range(end, len(text)))
    if plain:
        return tuple(range(len(text)))
    places: list[int] = []
    end = 0
    for start, after, plain_piece in _pieces(text):
        places.extend(range(end, start))
        places.extend([start] * len(plain_piece))
        end = after
    return (*places, *range(end, len(text)))


@cache
def _piece() -> re.Pattern[str]:
    """Compile what plain lines never need, and what takes as long as a thousand of them."""
    return re.compile(_PIECE)


def _with_bonds(text: str) -> str:
    """Write `=` between two carbon atoms as `≡`, where another sign parts the sides of the equation."""
    bonded = _DOUBLE_BOND.sub("≡", text) if "=C" in text else text
    return bonded if bonded is not text and _PARTS.search(bonded) else text


def _plain_piece(match: re.Match[str]) -> str:
    name, piece = str(match.lastgroup), match.group()
    if name == "sign":
        # `Fe3⁺` and `SO42⁻` leave open what the full-sized digit is: they are read like `Fe3+` and `SO42-`.
        return _SUPERSCRIPTS[piece]
    if name == "script":
        return "^" + "".join(_SUPERSCRIPTS[character] for character in piece)
    if name == "state":
        word = re.sub(r"\\\w+|[(){}\s]", "", piece)
        state = "" if word == "к" and _ACID.search(_before(match)) else _STATE_OF[word]
        return f"({state})" if state else ""
    if name in ("falls", "rises") and _TERM_BEGINS.search(_before(match)):
        return ""
    if name.startswith("arrow"):
        return _ARROWS[int(name[5:])][1]
    if name == "conditioned":
        return _plain_arrow(piece) + _plain_conditions(piece)
    if name == "last":
        return _plain_conditions(piece.strip())
    if name == "nuclide":
        return _plain_nuclide(piece)
    if name == "group":
        return f"({piece[1:-1]})"
    return _GREEK[piece] if name == "greek" else _SIMPLE[name]


def _before(match: re.Match[str]) -> str:
    """Return the few characters before a piece."""
    return match.string[max(0, match.start() - 8) : match.start()]


def _plain_arrow(piece: str) -> str:
    if re.search(r"[⇌⇄]|^<|<[=-]+>|harpoons", piece):
        return "⇌"
    return "→" if re.search(r">|→|⟶|arrow|\\to", piece) else "="


def _plain_conditions(piece: str) -> str:
    words = conditions_in(_AROUND_WORDS.sub(" ", _ARROW_ITSELF.sub(" ", piece)))
    return "{" + ",".join(words) + "}" if words else ""


def _plain_nuclide(piece: str) -> str:
    """Return `^14_6` for both numbers in whatever order and size."""
    bare = re.sub(r"[{}\s+]", "", piece).replace("−", "-")
    raised = re.sub("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda run: "^" + "".join(map(_SUPERSCRIPTS.__getitem__, run[0])), bare)
    lowered = re.sub("₋?[₀₁₂₃₄₅₆₇₈₉]+", lambda run: "_" + run[0].replace("₋", "-"), raised)
    plain = re.sub(r"([_^])[_^]", r"\1", lowered.translate(_LETTERS))
    mass, number = re.search(r"\^-?\d+", plain), re.search(r"_-?\d+", plain)
    return (mass[0] if mass else "^0") + (number[0] if number else "_0")


_ARROW_ITSELF: Final = re.compile(
    rf"\\(?:x\w+|overset|stackrel|longrightarrow|rightarrow|to(?![a-z]))|{_ANY_ARROW}"
)
_AROUND_WORDS: Final = re.compile(r"^[\s=\-–—(\[<]+|[\s=\-–—>)\]]+$|[\[\]{}]")
_ACID: Final = re.compile(r"(?:[HН]N[OО][3₃]|[HН][2₂]S[OО][4₄]|[HН][CС]l|[HН]Br) ?$")
"""Behind an acid, «к» is short for concentrated; elsewhere for crystalline."""
_TERM_BEGINS: Final = re.compile(r"(?:^|[+=→>⇌]) *$")
"""A mark of gas or precipitate here stands before its formula, and is passed over."""
_PLAIN_ARROWS: Final = {"=": "=", "->": "→", "<=>": "⇌", "→": "→", "⇌": "⇌"}
_GREEK: Final = {"\\alpha": "α", "\\beta": "β", "\\gamma": "γ", "\\nu": "ν"}
_SIMPLE: Final = {
    "falls": "(s)",
    "rises": "(g)",
    "electron": "e",
    "raised": "^",
    "dot": "·",
    "dash": "-",
    "bond": "",
    "dropped": "",
}
