"""Checking tables cell by cell."""

from fractions import Fraction

import pytest

from variants.checkers.kinds import table
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import ColumnKey, FormulaKey, KnownMistake, QuantityKey, TableKey
from variants.texts import Text

KEY = TableKey(
    columns=(
        ColumnKey(
            name="p",
            kind="quantity",
            cells=(None, QuantityKey(value=2.0, unit=""), QuantityKey(value=4.0, unit="")),
            points=Fraction(2),
        ),
        ColumnKey(
            name="salt", kind="formula", cells=(FormulaKey(formula="NaCl"), None, None), points=Fraction(1)
        ),
    )
)


def test_a_right_table_earns_everything() -> None:
    verdict = table.check(KEY, {"p": ["", "2", "4"], "salt": ["NaCl", "", ""]}, "en")

    assert (verdict.outcome, verdict.score) == ("right", Fraction(1))


def test_points_of_a_column_are_spread_over_its_asked_cells() -> None:
    verdict = table.check(KEY, {"p": ["", "2", "5"], "salt": ["KCl", "", ""]}, "en")

    assert (verdict.outcome, verdict.score) == ("partly", Fraction(1, 3))
    assert {part.name: part.verdict.outcome for part in verdict.parts} == {
        "p:1": "right",
        "p:2": "wrong",
        "salt:0": "wrong",
    }


def test_an_empty_cell_counts_as_not_answered() -> None:
    verdict = table.check(KEY, {"p": ["", "2"]}, "ru")

    reasons = {part.name: part.verdict.reason for part in verdict.parts}
    assert reasons["p:2"] == reasons["salt:0"] == "empty"


def test_an_unreadable_cell_is_named_and_costs_nothing() -> None:
    with pytest.raises(UnreadableAnswer) as refusal:
        table.check(KEY, {"p": ["", "2", "4"], "salt": ["Fe3+", "", ""]}, "ru")

    assert refusal.value.part == "salt:0"


@pytest.mark.parametrize("answer", [{}, {"p": []}, {"p": ["", "", ""]}, [], "2", {"p": "2"}, {"p": ["", 2]}])
def test_what_is_no_table_costs_nothing(answer: object) -> None:
    with pytest.raises(UnreadableAnswer):
        table.check(KEY, answer, "ru")


def test_a_named_mistake_gives_its_words_to_its_cell() -> None:
    mistake = KnownMistake(
        key=QuantityKey(value=16.0), say=Text(en="Squared twice.", ru="Возведено дважды."), target="p:2"
    )

    verdict = table.check(KEY, {"p": ["", "16", "16"]}, "ru", [mistake])

    said = {part.name: part.verdict.reason for part in verdict.parts}
    assert said["p:2"] == "named_mistake"
    assert said["p:1"] != "named_mistake"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_key_as_typed_is_right(language: str) -> None:
    typed = table.type_key(KEY, language)  # type: ignore[arg-type]

    assert table.check(KEY, typed, language).outcome == "right"  # type: ignore[arg-type]
