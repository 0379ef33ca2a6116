"""What every lab of the library promises.

It can be read, dealt and printed, is whole in both languages and tells nothing hidden; its check values are
met, honest students pass and copiers do not.
"""

import re
from functools import cache

import pytest
from built_in_labs import LABS, built_in_lab

from labs.proofs.proving import FEWEST, examine_lab
from labs.supplying import assemble_lab, lab_pool
from variants.pools import Pool
from variants.prose.plain import plain_text
from variants.texts import Text
from variants.variant import Ask, ChoiceShape, Variant

CLASSES = 4 * 30
"""So many students should be able to measure apparatus of their own."""


@cache
def pool(name: str) -> Pool:
    return lab_pool(built_in_lab(name))


@cache
def variants(name: str) -> tuple[Variant, ...]:
    members = pool(name).graded
    return assemble_lab(built_in_lab(name), pool(name), members[:: max(1, len(members) // 40)])


def texts_of(name: str) -> list[Text]:
    """Return the texts of a lab that its page shows, without markup."""
    found, one = built_in_lab(name), variants(name)[0]
    texts = [found.modelled, found.left_out, one.title, one.statement, *(ask.label for ask in one.asks)]
    texts += [found.pages.theory, found.pages.procedure, found.pages.teacher]
    texts += [control.label for control in found.controls.values()]
    texts += [instrument.label for instrument in found.instruments.values()]
    return [text.map(plain_text) for text in texts]


@pytest.mark.parametrize("name", LABS)
def test_a_lab_is_called_like_its_folder_and_whole_in_both_languages(name: str) -> None:
    assert built_in_lab(name).id == name
    assert built_in_lab(name).apparatus.languages == ("en", "ru")
    assert all(text.languages == ("en", "ru") for text in texts_of(name))


@pytest.mark.parametrize("name", LABS)
def test_there_are_apparatus_enough_and_their_reports_are_worth_100(name: str) -> None:
    assert len(pool(name).graded) >= CLASSES
    assert {variant.points for variant in variants(name)} == {100}


@pytest.mark.parametrize("name", LABS)
def test_what_is_printed_before_the_solution_is_the_same_for_all(name: str) -> None:
    shown = {
        str((variant.statement, variant.hints, [_seen(ask) for ask in variant.asks]))
        for variant in variants(name)
    }

    assert len(shown) == 1


def _seen(ask: Ask) -> object:
    """Return what is seen of an ask; the order of options is each student's own."""
    shape = ask.shape
    return (ask.label, sorted(map(str, shape.options)) if isinstance(shape, ChoiceShape) else shape)


@pytest.mark.parametrize("name", LABS)
def test_russian_texts_keep_to_russian_quotes_and_letters(name: str) -> None:
    for text in texts_of(name):
        assert not re.search(r'["“”]', text.ru or ""), text.ru
        assert not re.search(r"[а-яА-ЯёЁ]", text.en or ""), text.en


@pytest.mark.parametrize("name", LABS)
def test_nearly_every_apparatus_has_answers_of_its_own(name: str) -> None:
    assert len({str([ask.key for ask in variant.asks]) for variant in variants(name)}) > 30


@pytest.mark.slow
@pytest.mark.parametrize("name", LABS)
def test_honest_students_pass_and_copiers_do_not(name: str) -> None:
    proof = examine_lab(built_in_lab(name), students=60)

    assert [problem.in_language("en") for problem in proof.problems] == []
    assert proof.apparatuses >= FEWEST
    assert proof.honest >= 0.98
    assert proof.copied <= 0.1


@pytest.mark.parametrize("name", LABS)
def test_every_lab_is_checked_against_values_known_from_elsewhere(name: str) -> None:
    checks = built_in_lab(name).checks

    assert len(checks) >= 2
    assert all(check.source for check in checks)
