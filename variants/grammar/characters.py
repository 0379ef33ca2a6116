"""Repair what keyboards, editors and copying do to a formula, before it is read.

Look-alike letters, typographic signs, raised and lowered digits, full-width and invisible characters become
plain ones; every repaired character knows the position that it was typed at, and repairs of letters are told.
"""

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from variants.texts import Text

_SIGNS: Final = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "×": "*", "⋅": "*", "·": "*", "∙": "*", "•": "*",
    "∗": "*",
    "÷": "/", "∕": "/", "⁄": "/", "≤": "<=", "≥": ">=", "≠": "!=", "∞": "oo", "º": "°", "˚": "°", "µ": "μ",
    "“": '"', "”": '"', "′": "'", "∆": "Δ", "Ω": "Ω", "‖": "|", "∣": "|", "ϕ": "φ", "ϑ": "θ",
    "ϵ": "ε", "ℓ": "l",
    "½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)", "⅓": "(1/3)", "⅔": "(2/3)", "⅛": "(1/8)",
}  # fmt: skip
_RAISED: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱ⁽⁾", "0123456789+-ni()", strict=True))
_LOWERED: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", "0123456789aeoxhklmnpstijruv", strict=True))
_LOOK_ALIKES: Final = dict(zip("АВЕКМНОРСТХУаеорсхукі", "ABEKMHOPCTXYaeopcxyki", strict=True))
_HANDWRITTEN: Final = {"т": "t", "м": "m"}
"""Letters that look alike in some hands alone: replaced where the key has the Latin one."""
_CYRILLIC_RUN: Final = re.compile(r"(?<![_{А-Яа-яЁё])[A-Za-zА-Яа-яЁёі]*[А-Яа-яЁёі][A-Za-zА-Яа-яЁёі]*")
_INVISIBLE: Final = frozenset({"Cf", "Cc", "Co"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A text in plain characters; `positions` has the place in the typed text of each of them."""

    text: str
    positions: tuple[int, ...]
    notes: tuple[Text, ...] = ()

    def typed_position(self, position: int) -> int:
        """Return where a character of the repaired text stood in what was typed."""
        if position < len(self.positions):
            return self.positions[position]
        return self.positions[-1] + 1 if self.positions else 0


def repair(typed: str, *, keep: Set[str] = frozenset()) -> Repaired:
    """Return the text in plain characters; words of `keep` keep their Cyrillic letters."""
    unified, notes = _with_latin_letters(typed, keep)
    characters: list[str] = []
    positions: list[int] = []
    position = 0
    while position < len(unified):
        plain, length = _plain(unified, position)
        characters.extend(plain)
        positions.extend([position] * len(plain))
        position += length
    return Repaired(text="".join(characters), positions=tuple(positions), notes=notes)


def _with_latin_letters(typed: str, keep: Set[str]) -> tuple[str, tuple[Text, ...]]:
    """Replace Cyrillic letters that look Latin, if all letters of their word can be; lengths stay."""
    if typed.isascii():
        return typed, ()
    replaced: list[str] = []
    known = {name[:1] for name in keep}
    table = _LOOK_ALIKES | {letter: latin for letter, latin in _HANDWRITTEN.items() if latin in known}

    def latin(found: re.Match[str]) -> str:
        word = found[0]
        letters = [letter for letter in word if not letter.isascii()]
        if word in keep or not all(letter in table for letter in letters):
            return word
        replaced.extend(letter for letter in letters if letter not in replaced)
        return "".join(table.get(letter, letter) for letter in word)

    text = _CYRILLIC_RUN.sub(latin, typed)
    if not replaced:
        return text, ()
    letters = ", ".join(replaced)
    note = Text(
        en=f"Cyrillic letters ({letters}) were read as the Latin ones that look the same.",
        ru=f"Русские буквы ({letters}) прочитаны как похожие латинские.",
    )
    return text, (note,)


def _plain(text: str, position: int) -> tuple[str, int]:
    """Return what the character at the position becomes, and how many typed characters it takes."""
    character = text[position]
    if text.startswith("**", position):
        return "^", 2
    if character in _RAISED:
        return _run(text, position, _RAISED, "^({})")
    if character in _LOWERED:
        return _run(text, position, _LOWERED, "_{{{}}}")
    if character in _SIGNS:
        return _SIGNS[character], 1
    if character.isascii():
        return character, 1
    if character.isspace() or unicodedata.category(character) == "Zs":
        return " ", 1
    if unicodedata.category(character) in _INVISIBLE:
        return "", 1
    simple = unicodedata.normalize("NFKC", character)
    return (_SIGNS.get(simple, simple), 1)


def _run(text: str, position: int, table: dict[str, str], frame: str) -> tuple[str, int]:
    end = position
    while end < len(text) and text[end] in table:
        end += 1
    return frame.format("".join(table[character] for character in text[position:end])), end - position
