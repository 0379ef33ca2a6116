"""A row of kind expression says all that a key may ask of a formula."""

from typing import Any

import pytest

from variants.checkers.kinds import expression
from variants.checkers.rows.expressions import expression_from_row
from variants.checkers.rows.options import BadRow
from variants.keys import Form


@pytest.mark.parametrize(
    ("options", "forms"),
    [
        ({"form": "expanded"}, ("expanded",)),
        ({"form": "factor"}, ("factored",)),
        ({"forms": ["expand", "exact"]}, ("expanded", "exact")),
        ({"form": "Single fraction"}, ("single_fraction",)),
        ({"forms": []}, ()),
        ({}, ()),
    ],
)
def test_forms_are_a_name_or_a_list_of_names(options: dict[str, Any], forms: tuple[Form, ...]) -> None:
    key = expression_from_row({"key": "x", **options}, "en")

    assert key.forms == forms


@pytest.mark.parametrize(
    "options",
    [
        {"key": "x +"},
        {"key": ""},
        {"key": "x", "form": "pretty"},
        {"key": "x", "forms": [1]},
        {"key": "x", "functions": {"f": 1}},
        {"key": "x", "solved_for": 1},
        {"key": "x", "up_to_constant": "yes"},
    ],
)
def test_what_an_author_must_mend_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(BadRow):
        expression_from_row(options, "en")


def test_functions_of_a_row_stay_unknown() -> None:
    key = expression_from_row({"key": "x*f(x) - f'(x)", "functions": "f"}, "en")

    assert expression.check(key, "f(x)x − f'(x)", "en").outcome == "right"
    assert expression.check(key, "f(x)x − f(x)", "en").outcome == "wrong"


def test_a_russian_key_may_have_a_decimal_comma() -> None:
    key = expression_from_row({"key": "0,5x"}, "ru")

    assert expression.check(key, "x/2", "ru").outcome == "right"


def test_a_constant_may_be_added_where_the_row_says_so() -> None:
    row = {"key": "x^2", "up_to_constant": True}

    assert expression.check(expression_from_row(row, "en"), "x^2 + C", "en").outcome == "right"
