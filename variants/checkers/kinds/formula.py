"""Check the formula of a substance or an ion: atoms and charge, however the formula is written."""

import re
from functools import lru_cache
from typing import Final

from variants.checkers.verdicts import (
    NOTHING,
    RIGHT,
    Facts,
    Reading,
    UnreadableAnswer,
    Verdict,
    right,
    undecided,
    wrong,
)
from variants.chemistry.structures import likeness
from variants.chemistry.substances import (
    Substance,
    latex_substance,
    print_substance,
    print_symbol,
    read_substance,
    read_substance_line,
    substance_line,
)
from variants.chemistry.typed.bodies import Count
from variants.chemistry.typed.cursors import UnreadableSubstance
from variants.chemistry.typed.writing import LONGEST, Line
from variants.keys import Answer, FormulaKey
from variants.texts import Language, Text

REPAIRED: Final = Text(
    en="Cyrillic letters were read as Latin ones.",
    ru="Русские буквы прочитаны как латинские символы элементов.",
)
"""The note under a reading in which look-alike letters were replaced."""
_COEFFICIENT: Final = re.compile(r"\s*\d+\s*(?=[A-ZА-Я(\[])")
_LABEL: Final = re.compile(
    r"\s{0,9}(?:(?:ответ|answer)\s{0,9}[:=–—-]|(?:\d{1,2}|[а-еa-f])\)"
    r"|(?:на )?(?:катоде?|аноде?|cathode|anode|[kкaа])\s{0,3}(?:\([-−–⁻+⁺]\))?\s{0,3}:)",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"[()\[\]]")
_INDEX: Final = re.compile(r"(?<=[A-Za-z)\]])\d+")
_DIGITS: Final = re.compile(r"[\d()\[\]]")
_SPACED: Final = re.compile(r"(?!\D{1,2} \d{2,}$)(?:[A-Za-zА-Яа-я\d()\[\]·*]| (?!$))+")
_NUMBERS: Final = re.compile(r"\d \d")
_JOINED: Final = Text(
    en="The spaces inside the formula were left out.", ru="Пробелы внутри формулы не учитываются."
)
"""The note under a reading where indices were typed with spaces before them."""
_SAME_ATOMS: Final = {
    "brackets": (
        "brackets",
        Text(
            en="Look at the square brackets: what belongs to the inner sphere, and what stands outside?",
            ru="Проверьте квадратные скобки: что входит во внутреннюю сферу, а что — во внешнюю?",
        ),
    ),
    "hydrate": (
        "hydrate",
        Text(en="Look at the water of crystallization.", ru="Проверьте кристаллизационную воду."),
    ),
}
"""What is said of formulas whose atoms may agree, by what differs."""


def read_answer(key: FormulaKey, answer: Answer, language: Language) -> Reading:
    """Say how the formula was understood. Raises UnreadableAnswer."""
    return _read(answer)[1]


def check(key: FormulaKey, answer: Answer, language: Language) -> Verdict:
    """Compare atoms and charge; isomers are left to a person. Raises UnreadableAnswer.

    Right is worth everything, anything else nothing: a formula has no half.
    """
    given, reading = _read(answer)
    expected = _expected(key.formula)
    same = likeness(given, expected)
    if same == "same":
        return right("equal", RIGHT, reading)
    if same == "unclear":
        message = Text(
            en="The atoms are right; whether the structure is, the teacher decides.",
            ru="Состав верный; структуру проверит учитель.",
        )
        return undecided("structure_unclear", message, reading)
    reason, message = _SAME_ATOMS.get(same) or _difference(given, expected)
    return wrong(reason, message, reading, facts=_facts(given, expected))


def type_key(key: FormulaKey, language: Language) -> Answer:
    """Return the formula as a student would type it."""
    return _expected(key.formula).text


@lru_cache(maxsize=1024)
def _expected(formula: str) -> Substance:
    return read_substance(formula)


def _read(answer: Answer) -> tuple[Substance, Reading]:
    if not isinstance(answer, str) or not answer.strip():
        raise UnreadableAnswer(NOTHING)
    answer = without_label(answer)
    if _COEFFICIENT.match(answer):
        message = Text(
            en="Write the formula without a coefficient before it (and a nuclide as ^14C).",
            ru="Запишите формулу без коэффициента перед ней (а нуклид — так: ^14C).",
        )
        raise UnreadableAnswer(message, position=0)
    try:
        line, substance = _read_line(answer)
        joined = False
    except UnreadableSubstance as error:
        found = _read_without_spaces(answer)
        if found is None:
            raise UnreadableAnswer(error.message, position=error.position) from error
        (line, substance), joined = found, True
    return substance, Reading(
        text=lambda: print_substance(substance),
        latex=lambda: unless_long(latex_substance(substance)),
        notes=(*((REPAIRED,) if line.repaired else ()), *((_JOINED,) if joined else ())),
    )


def _read_line(answer: str) -> tuple[Line, Substance]:
    line = substance_line(answer)
    return line, read_substance_line(line)


def _read_without_spaces(answer: str) -> tuple[Line, Substance] | None:
    """Read a formula copied with spaces before its indices: `H 2 O`; None where they may mean more.

    A number behind another one may be the water of a hydrate, one behind a single element its mass number.
    """
    typed = " ".join(answer[: LONGEST + 1].split())
    if not _SPACED.fullmatch(typed) or _NUMBERS.search(typed):
        return None
    try:
        return _read_line(typed.replace(" ", ""))
    except UnreadableSubstance:
        return None


def unless_long(tex: str) -> str:
    """Return the formula, or nothing where it is too long to be typeset."""
    return tex if len(tex) <= LONGEST else ""


def without_label(answer: str) -> str:
    """Blank out the word “answer”, a number or an electrode in front; all places stay."""
    label = _LABEL.match(answer)
    return " " * label.end() + answer[label.end() :] if label else answer


def _difference(given: Substance, expected: Substance) -> tuple[str, Text]:
    """Name what differs without telling the key."""
    if given.composition == expected.composition:
        return "charge", _charge_difference(given, expected)
    if _without_masses(given) == _without_masses(expected):
        return "nuclide", Text(en="The nuclide is another one.", ru="Нуклид другой.")
    return _of_writing(given.text, expected.text) or _of_elements(given, expected)


def _facts(given: Substance, expected: Substance) -> Facts:
    """Return the counts and charges that differ: `O_given`, `O_expected`, `charge_given`."""
    symbols = dict.fromkeys((*given.atoms, *expected.atoms))
    compared = [(symbol, given.atoms.get(symbol, 0), expected.atoms.get(symbol, 0)) for symbol in symbols]
    return {
        f"{name}_{who}": count if isinstance(count, int) else float(count)
        for name, had, wanted in (*compared, ("charge", given.charge, expected.charge))
        if had != wanted
        for who, count in (("given", had), ("expected", wanted))
    }


def _without_masses(substance: Substance) -> list[tuple[str, Count]]:
    return sorted((symbol.lstrip("^0123456789"), count) for symbol, count in substance.composition)


def _charge_difference(given: Substance, expected: Substance) -> Text:
    if not given.charge:
        return Text(en="The charge is missing.", ru="Не указан заряд.")
    if not expected.charge:
        return Text(en="There is no charge here.", ru="Здесь нет заряда: это не ион.")
    return Text(en="The charge is another one.", ru="Заряд другой.")


def _of_writing(given: str, expected: str) -> tuple[str, Text] | None:
    """Name a slip of the pen: capitals, brackets, an index left out, the water of a hydrate."""
    if given.lower() == expected.lower():
        return "case", Text(
            en="Look at capital and small letters: they make other elements.",
            ru="Проверьте заглавные и строчные буквы: сейчас это другие элементы.",
        )
    body, _, water = given.partition("·")
    if body == expected.partition("·")[0] and (water or "·" in expected):
        return _SAME_ATOMS["hydrate"]
    if _BRACKETS.sub("", given) == _BRACKETS.sub("", expected):
        return "brackets", Text(
            en="Look at the brackets: which group does the index belong to?",
            ru="Проверьте скобки: к какой группе относится индекс?",
        )
    if _DIGITS.sub("", given) == _DIGITS.sub("", expected) and _lacks_one_index(given, expected):
        return "index_lost", Text(en="An index is missing.", ru="Пропущен индекс.")
    return None


def _of_elements(given: Substance, expected: Substance) -> tuple[str, Text]:
    extra = [print_symbol(symbol) for symbol in given.atoms if symbol not in expected.atoms]
    if extra:
        listed = ", ".join(extra)
        return "elements", Text(en=f"{listed} does not belong here.", ru=f"Здесь не должно быть {listed}.")
    if len(given.atoms) < len(expected.atoms):
        return "elements", Text(en="An element is missing.", ru="Не хватает элемента.")
    differing = [
        print_symbol(symbol) for symbol, count in given.composition if expected.atoms[symbol] != count
    ]
    listed = ", ".join(differing)
    return "atoms", Text(
        en=f"The elements are right; the number of atoms is not: {listed}.",
        ru=f"Элементы верны, а число атомов — нет: {listed}.",
    )


def _lacks_one_index(given: str, expected: str) -> bool:
    """Say whether of several indices all but one are there; `CO` for `CO2` is just another substance."""
    indices = list(_INDEX.finditer(expected))
    return len(indices) > 1 and any(
        expected[: index.start()] + expected[index.end() :] == given for index in indices
    )
