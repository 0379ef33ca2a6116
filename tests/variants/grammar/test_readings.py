"""What is typed is read as a teacher reads it: one case a line, in fixtures."""

from typing import cast

import pytest
from tree_words import LETTERS, UNKNOWNS, grammar_cases, in_words

from variants.grammar.expressions import read_formula
from variants.grammar.statements import read_statement
from variants.grammar.tokens import UnreadableFormula
from variants.texts import Language

LISTS_WHEN_BARE = {"12,34"}


@pytest.mark.parametrize(("why", "language", "typed", "words"), grammar_cases("readings.txt"))
def test_a_formula_is_read_as_it_is_meant(why: str, language: str, typed: str, words: str) -> None:
    tree = read_formula(typed, cast(Language, language), LETTERS).tree

    assert in_words(tree) == words, why


@pytest.mark.parametrize(("why", "language", "typed", "words"), grammar_cases("statements.txt"))
def test_a_statement_keeps_the_form_it_was_typed_in(why: str, language: str, typed: str, words: str) -> None:
    tree = read_statement(typed, cast(Language, language), UNKNOWNS).tree

    assert in_words(tree) == words, why


@pytest.mark.parametrize(("why", "language", "typed", "position", "says"), grammar_cases("refusals.txt"))
def test_a_refusal_says_where_and_why(why: str, language: str, typed: str, position: str, says: str) -> None:
    with pytest.raises(UnreadableFormula) as caught:
        read_formula(typed, cast(Language, language), LETTERS)

    assert caught.value.message.in_language(cast(Language, language)) == says, why
    assert caught.value.position == int(position)


@pytest.mark.parametrize(
    ("why", "language", "typed", "words"),
    [case for case in grammar_cases("readings.txt") if case[2] not in LISTS_WHEN_BARE],
)
def test_a_formula_is_a_statement_of_the_same_meaning(
    why: str, language: str, typed: str, words: str
) -> None:
    tree = read_statement(typed, cast(Language, language), LETTERS).tree

    assert in_words(tree) == words, why
