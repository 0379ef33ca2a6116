"""Check the formula of a substance or an ion: atoms and charge, however the formula is written."""

from variants.checkers.verdicts import Reading, UnreadableAnswer, Verdict, right, undecided, wrong
from variants.chemistry.structures import likeness
from variants.chemistry.substances import (
    Substance,
    UnreadableSubstance,
    latex_substance,
    print_substance,
    read_substance,
)
from variants.chemistry.writing import plain_line
from variants.keys import Answer, FormulaKey
from variants.texts import Language, Text

REPAIRED = Text(
    en="Cyrillic letters were read as Latin ones.",
    ru="Русские буквы прочитаны как латинские символы элементов.",
)
"""The note under a reading in which look-alike letters were replaced."""


def read_answer(key: FormulaKey, answer: Answer, language: Language) -> Reading:
    """Say how the formula was understood. Raises UnreadableAnswer."""
    return _read(answer)[1]


def check(key: FormulaKey, answer: Answer, language: Language) -> Verdict:
    """Compare atoms and charge; isomers are left to a person. Raises UnreadableAnswer."""
    given, reading = _read(answer)
    expected = read_substance(key.formula)
    same = likeness(given, expected)
    if same == "same":
        return right("equal", Text(en="Right.", ru="Верно."), reading)
    if same == "unclear":
        message = Text(
            en="The atoms are right; whether the structure is, the teacher decides.",
            ru="Состав верный; структуру проверит учитель.",
        )
        return undecided("structure_unclear", message, reading)
    reason, message = _difference(given, expected)
    return wrong(reason, message, reading)


def type_key(key: FormulaKey, language: Language) -> Answer:
    """Return the formula as a student would type it."""
    return read_substance(key.formula).text


def _read(answer: Answer) -> tuple[Substance, Reading]:
    if not isinstance(answer, str) or not answer.strip():
        raise UnreadableAnswer(Text(en="Nothing is entered.", ru="Ничего не введено."))
    if answer.strip()[0].isdigit():
        message = Text(
            en="Write the formula without a coefficient before it.",
            ru="Запишите формулу без коэффициента перед ней.",
        )
        raise UnreadableAnswer(message, position=0)
    try:
        substance = read_substance(answer)
    except UnreadableSubstance as error:
        raise UnreadableAnswer(error.message, position=error.position) from error
    notes = (REPAIRED,) if plain_line(answer).repaired else ()
    return substance, Reading(text=print_substance(substance), latex=latex_substance(substance), notes=notes)


def _difference(given: Substance, expected: Substance) -> tuple[str, Text]:
    """Name what differs without telling the key."""
    if given.composition == expected.composition:
        return "wrong_charge", Text(en="The charge is not right.", ru="Заряд указан неверно.")
    extra = [symbol for symbol in given.atoms if symbol not in expected.atoms]
    if extra:
        listed = ", ".join(extra)
        return "extra_elements", Text(
            en=f"{listed} does not belong here.", ru=f"Здесь не должно быть {listed}."
        )
    if len(given.atoms) < len(expected.atoms):
        return "missing_elements", Text(en="An element is missing.", ru="Не хватает элемента.")
    return "wrong_indices", Text(
        en="The elements are right, their numbers are not.", ru="Элементы верны, а индексы — нет."
    )
