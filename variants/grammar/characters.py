"""Repair what keyboards, editors and copying do to a formula, before it is read.

Look-alike letters, typographic signs, raised and lowered digits, full-width and invisible characters and
LaTeX become plain signs; every repaired character knows where it was typed, and repairs are told.
"""

import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from variants.grammar.latex import plain_from_latex
from variants.grammar.letters import RUSSIAN_GREEK
from variants.grammar.tokens import UnreadableFormula
from variants.texts import Text

_SIGNS_IN_PAIRS: Final = (
    "−- –- —- ‐- ‑- ‒- ―- ➖- ⋅· ∙· •· ∗· ∘· ✕× ✖× ÷/ ∕/ ⁄/ ∶: ➕+ º° ˚° µμ ∆Δ ΩΩ ϕφ ϑθ ϵε ϱρ ϖπ ℓl ℏħ "
    "‖| ∣| ￨| ⩽≤ ⩾≥ ≦≤ ≧≥ ⋀∧ ⋁∨ ⋃∪ ⋂∩ ∖\\ ⌀∅ ′' ’' ‘' ´' `' ⟮( ⟯) ⅇe ⅈi ⅉj \u2062· \u2063;"
)
_SIGNS: Final = {pair[0]: pair[1] for pair in _SIGNS_IN_PAIRS.split()}
"""Signs that many keyboards and programs have beside the plain one."""
_SAME_LENGTH: Final = str.maketrans(_SIGNS)
_SPELLED: Final = {
    "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8",
    "⅞": "7/8", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5", "⅙": "1/6", "⅚": "5/6",
}  # fmt: skip
_LONGER: Final = {"″": "''", "…": "...", "‰": "/1000", "\u2061": "", "\u2064": "+", "ⅆ": "d", "Ⅰ": "I"}
_RAISED: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱ⁽⁾⁄ᵃᵇᵏᵐᵗˣʸ", "0123456789+-ni()/abkmtxy", strict=True))
_LOWERED: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", "0123456789aeoxhklmnpstijruv", strict=True))
_LOOK_ALIKES: Final = dict(zip("АВЕКМНОРСТХУаеорсхукі", "ABEKMHOPCTXYaeopcxyki", strict=True))
_HANDWRITTEN: Final = {"т": "t", "м": "m"}
"""Letters that look alike in some hands alone: replaced where the key has the Latin one."""
_CYRILLIC: Final = re.compile("[А-Яа-яЁёі]")
_CYRILLIC_RUN: Final = re.compile(r"(?<![_{A-Za-zА-Яа-яЁёі])[A-Za-zА-Яа-яЁёі]+")
_STRANGE: Final = re.compile(
    rf"[{''.join(_RAISED)}]+|[{''.join(_LOWERED)}]+"
    r"|[^\x20-\x7eА-Яа-яЁёіα-ωΑ-Ω°√∛∜≤≥≠∞±∓∈∉∪∩∅ℝ∧∨⟨⟩≈ħ×·]"
)
_LATEX: Final = re.compile(r"\\(?:[A-Za-z]|[,;:!%|&]| (?!\s*[\[({∅ℝ])|\\)")
_INVISIBLE: Final = frozenset({"Cf", "Cc", "Mn", "Me"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A text in plain characters; `positions` has the place in the typed text of each of them."""

    text: str
    positions: Sequence[int]
    notes: tuple[Text, ...] = ()

    def typed_position(self, position: int) -> int:
        """Return where a character of the repaired text stood in what was typed."""
        if position < len(self.positions):
            return self.positions[position]
        return self.positions[-1] + 1 if self.positions else 0


def repair(typed: str, *, keep: Set[str] = frozenset()) -> Repaired:
    """Return the text in plain characters; words of `keep` keep their Cyrillic letters.

    Raises UnreadableFormula for broken characters and unknown LaTeX, at the position in what was typed.
    """
    if typed.isascii() and typed.isprintable() and "\\" not in typed and "{,}" not in typed:
        return Repaired(text=typed, positions=range(len(typed)))
    notes: list[Text] = []
    text = typed.translate(_SAME_LENGTH)
    if _CYRILLIC.search(text):
        text = _with_latin_letters(text, keep, notes)
    positions: Sequence[int] = range(len(text))
    if _STRANGE.search(text):
        text, positions = _spelled_out(text, notes)
    if _is_latex(text):
        text, positions = _without_latex(text, positions)
    return Repaired(text=text, positions=positions, notes=tuple(notes))


def _is_latex(text: str) -> bool:
    """Tell commands from a stroke that takes one set out of another: `(0; 1)\\{2}`."""
    if "\\" not in text:
        return "{,}" in text
    pairs = (("\\{", "\\}"), ("\\(", "\\)"), ("\\[", "\\]"))
    return bool(_LATEX.search(text)) or any(one in text and other in text for one, other in pairs)


def _without_latex(text: str, positions: Sequence[int]) -> tuple[str, list[int]]:
    try:
        placed = plain_from_latex(text)
    except UnreadableFormula as error:
        raise UnreadableFormula(error.message, positions[error.position]) from error
    places = [positions[position] for plain, position in placed for _ in plain]
    return "".join(plain for plain, _ in placed), places


def _with_latin_letters(typed: str, keep: Set[str], notes: list[Text]) -> str:
    """Replace Cyrillic letters that look Latin, if all letters of their word can be; lengths stay."""
    replaced: list[str] = []
    known = {name[:1] for name in keep}
    table = _LOOK_ALIKES | {letter: latin for letter, latin in _HANDWRITTEN.items() if latin in known}

    def latin(found: re.Match[str]) -> str:
        word = found[0]
        half = table.get(word[0], word[0]) + word[1:]
        if half in keep and half != word:
            replaced.append(word[0])
            return half
        letters = [letter for letter in word if not letter.isascii()]
        if (
            not letters
            or word in keep
            or word in RUSSIAN_GREEK
            or not all(letter in table for letter in letters)
        ):
            return word
        replaced.extend(letter for letter in letters if letter not in replaced)
        return "".join(table.get(letter, letter) for letter in word)

    text = _CYRILLIC_RUN.sub(latin, typed)
    if replaced:
        letters = ", ".join(replaced)
        notes.append(
            Text(
                en=f"Cyrillic letters ({letters}) were read as the Latin ones that look the same.",
                ru=f"Русские буквы ({letters}) прочитаны как похожие латинские.",
            )
        )
    return text


def _spelled_out(text: str, notes: list[Text]) -> tuple[str, list[int]]:
    """Replace what takes more or fewer plain characters than were typed."""
    parts: list[str] = []
    positions: list[int] = []
    unusual: dict[str, str] = {}
    done = 0
    for found in _STRANGE.finditer(text):
        start, strange = found.start(), found[0]
        plain = _plain(strange, text, start, unusual)
        parts += (text[done:start], plain)
        positions += range(done, start)
        positions += [start] * len(plain)
        done = found.end()
    parts.append(text[done:])
    positions += range(done, len(text))
    notes += _notes(unusual)
    return "".join(parts), positions


def _plain(strange: str, text: str, start: int, unusual: dict[str, str]) -> str:
    """Return what a strange character, or a run of raised or lowered ones, becomes."""
    character = strange[0]
    if character in _RAISED:
        return f"^({''.join(_RAISED[each] for each in strange)})"
    if character in _LOWERED:
        return f"_{{{''.join(_LOWERED[each] for each in strange)}}}"
    if character in _SPELLED:
        return f" {_SPELLED[character]}" if _after_digit(text, start) else f"({_SPELLED[character]})"
    if character in _LONGER:
        return _LONGER[character]
    category = unicodedata.category(character)
    if character.isspace() or category == "Zs":
        return " "
    if category in ("Cs", "Co", "Cn"):
        message = Text(
            en="A broken character stands here; type it again.",
            ru="Здесь испорченный символ, наберите его ещё раз.",
        )
        raise UnreadableFormula(message, start)
    simple = "" if category in _INVISIBLE else unicodedata.normalize("NFKC", character)
    simple = "".join(_SIGNS.get(each, each) for each in simple)
    if simple != character:
        unusual[character] = simple
    return simple


def _after_digit(text: str, start: int) -> bool:
    before = start - 1
    while before > 0 and text[before] == " ":
        before -= 1
    return before >= 0 and text[before].isdigit()


def _notes(unusual: dict[str, str]) -> list[Text]:
    notes = []
    shown = ", ".join(f"{character} = {plain}" for character, plain in unusual.items() if plain)
    if shown:
        notes.append(
            Text(
                en=f"Unusual characters were read as plain ones ({shown}).",
                ru=f"Необычные символы прочитаны как обычные ({shown}).",
            )
        )
    if "" in unusual.values():
        notes.append(Text(en="Invisible characters were left out.", ru="Невидимые символы не учтены."))
    return notes
