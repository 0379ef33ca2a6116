"""Every kind of key has its checker, and a wrong answer that has a name is called by it."""

from typing import get_args

from variants.checkers.registry import KINDS, check_answer, read_answer, type_key
from variants.keys import ExpressionKey, Key, KnownMistake, LabKey, QuantityKey, SymbolRange
from variants.texts import Text

FORGOTTEN = KnownMistake(
    key=QuantityKey(value=4.9, unit="m/s^2"), say=Text(en="Friction is missing.", ru="Забыто трение.")
)
KEY = QuantityKey(value=2.8, unit="m/s^2")


def test_every_kind_of_key_has_a_checker() -> None:
    # A part of a lab's report is judged beside its log, by labs.
    assert set(KINDS) == set(get_args(Key)) - {LabKey}


def test_a_known_mistake_is_called_by_its_name() -> None:
    verdict = check_answer(KEY, "4,9 м/с²", "ru", [FORGOTTEN])

    assert (verdict.outcome, verdict.reason) == ("wrong", "named_mistake")
    assert verdict.message.ru == "Забыто трение."


def test_a_right_answer_is_no_mistake() -> None:
    mistake = KnownMistake(key=KEY, say=Text(en="Never said.", ru="Не говорится."))

    assert check_answer(KEY, "2.8 m/s^2", "en", [mistake]).reason == "equal"


def test_a_mistake_of_another_kind_is_passed_over() -> None:
    formula = KnownMistake(
        key=ExpressionKey(formula="x", symbols={"x": SymbolRange()}), say=Text(en="x", ru="x")
    )

    assert check_answer(KEY, "9 m/s^2", "en", [formula]).reason == "value"


def test_reading_and_typing_go_through_the_same_door() -> None:
    typed = type_key(KEY, "ru")

    assert typed == "2,8 м/с²"
    assert read_answer(KEY, typed, "ru").text == "2,8 м/с²"
