"""Formulas of substances and reactions in words: `H₂SO₄` → «аш два эс о четыре»."""

import re
from collections.abc import Iterator
from typing import Final

from library_core.narration.letter_names import ELEMENTS, LATIN, RUSSIAN_ELEMENTS, letter_name
from library_core.narration.numerals import say_cardinal
from variants.texts import Language

_PLAIN: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789")
_SYMBOL: Final = "|".join(sorted(ELEMENTS, key=len, reverse=True))
_TOKEN: Final = re.compile(
    rf"(?P<charge>[⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁺⁻]|\^\(?\d*[+−-]\)?)|(?P<mass>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?P<arrow>⇌|↔|→|←|=)"
    r"|(?P<state>\((?:s|l|g|aq|т|ж|г|р-р)\))"
    rf"|(?P<atom>{_SYMBOL})|(?P<number>[0-9₀₁₂₃₄₅₆₇₈₉]+)|(?P<sign>[+−-](?=\s|$))|(?P<mark>[↓↑])|(?P<dot>[·*])"
    r"|(?P<open>[(\[])|[)\]](?P<times>[₂-₉2-9]?)|(?P<letter>[A-Za-zα-ω])|(?P<space>\s+)|(?P<other>.)"
)
FORMULA: Final = re.compile(
    rf"(?<![A-Za-zА-Яа-я\d])(?:\d+)?(?:\(?(?:{_SYMBOL})[₂-₉\d]*(?:\)[₂-₉\d]+)?)+(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]*[⁺⁻])?"
    r"(?![A-Za-zА-Яа-я])"
)
_TIMES: Final = {
    "ru": {"2": "дважды", "3": "трижды", "4": "четырежды", "5": "пять раз", "6": "шесть раз"},
    "en": {"2": "twice", "3": "three times", "4": "four times", "5": "five times", "6": "six times"},
}
_WORDS: Final = {
    "ru": {
        **{
            "→": "образуется",
            "=": "равно",
            "⇌": "обратимо",
            "↔": "обратимо",
            "←": "образуется из",
            "+": "плюс",
        },
        **{"−": "минус", "-": "минус", "↓": "осадок", "↑": "газ", "·": "на", "*": "на"},
        **{"(s)": "твёрдый", "(т)": "твёрдый", "(l)": "жидкий", "(ж)": "жидкий", "(g)": "газ", "(г)": "газ"},
        **{"(aq)": "раствор", "(р-р)": "раствор"},
    },
    "en": {
        **{"→": "gives", "=": "gives", "⇌": "is in equilibrium with", "↔": "is in equilibrium with"},
        **{"←": "comes from", "+": "plus", "−": "minus", "-": "minus", "↓": "precipitate", "↑": "gas"},
        **{
            "·": "dot",
            "*": "dot",
            "(s)": "solid",
            "(т)": "solid",
            "(l)": "liquid",
            "(ж)": "liquid",
            "(g)": "gas",
        },
        **{"(г)": "gas", "(aq)": "aqueous", "(р-р)": "aqueous"},
    },
}


def say_chemistry(written: str, language: Language) -> str:
    """Return a formula or a reaction in its readable form (`2H₂ + O₂ → 2H₂O`) in words."""
    return " ".join(word for word in _said(written, language) if word)


def is_formula(written: str) -> bool:
    """Tell whether letters in prose are surely a substance: an index above 1, or a mixed-case symbol."""
    atoms = re.findall(_SYMBOL, written)
    indexed = re.search(r"[₂-₉]|(?<=[A-Za-z)])[2-9]", written) is not None
    mixed = len(atoms) > 1 and any(len(atom) == 2 for atom in atoms)
    return indexed or mixed or written.endswith(("⁺", "⁻"))


def _said(written: str, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    for found in _TOKEN.finditer(written):
        text = found[0]
        match found.lastgroup:
            case "atom":
                yield _atom(text, language)
            case "number" | "mass":
                yield say_cardinal(text.translate(_PLAIN), language)
            case "charge":
                yield _charge(text, language)
            case "letter":
                yield letter_name(text, language)
            case "times":
                yield _TIMES[language].get(found["times"].translate(_PLAIN), "")
            case _:
                yield words.get(text, "")


def _atom(symbol: str, language: Language) -> str:
    if language == "ru" and symbol in RUSSIAN_ELEMENTS:
        return RUSSIAN_ELEMENTS[symbol]
    return " ".join(LATIN[language][letter.lower()] for letter in symbol)


def _charge(text: str, language: Language) -> str:
    plain = text.translate(_PLAIN).strip("^()")
    digits = plain.rstrip("+−-⁺⁻")
    sign = "plus" if plain[-1:] in "+⁺" else "minus"
    said = {"ru": {"plus": "плюс", "minus": "минус"}, "en": {"plus": "plus", "minus": "minus"}}[language][
        sign
    ]
    return f"{say_cardinal(digits, language)} {said}" if digits else said
