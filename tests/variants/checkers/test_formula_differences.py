"""A wrong formula is told what is wrong with it, in both languages, and never what is right."""

import pytest
from fixture_lines import fields, fixture_lines

from variants.checkers.kinds import expression
from variants.keys import ExpressionKey, SymbolRange
from variants.texts import LANGUAGES


def _ranges(letters: str) -> dict[str, SymbolRange]:
    parted = [letter.partition(":") for letter in letters.split()]
    return {name: SymbolRange(unit=unit) for name, _, unit in parted}


@pytest.mark.parametrize("line", fixture_lines("formula_reasons.txt"))
def test_the_reason_names_what_is_different(line: str) -> None:
    _, letters, formula, answer, reason = fields(line)

    verdict = expression.check(ExpressionKey(formula=formula, symbols=_ranges(letters)), answer, "ru")

    assert (verdict.outcome, verdict.reason) == ("wrong", reason)
    assert all(verdict.message.in_language(language) for language in LANGUAGES)


def test_what_a_mark_rests_on_is_kept() -> None:
    key = ExpressionKey(formula="m*v^2/2", symbols=_ranges("m v"))

    assert expression.check(key, "mv^2", "en").facts == {"expected": "m*v^2/2", "ratio": "2"}


def test_another_number_is_not_called_a_factor() -> None:
    assert expression.check(ExpressionKey(formula="5"), "7", "en").reason == "different"
