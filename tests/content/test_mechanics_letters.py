"""Equations and formulas in letters, typed as a student writes them, against the keys of the library."""

from functools import cache

import pytest
from built_in_tasks import built_in_pool

from variants.checkers.registry import check_answer
from variants.templates.assembly import assemble
from variants.variant import Ask, LineShape, Variant

TYPED = [
    ("sliding-in-letters", "down", "newton", "ma = mg sin α − μmg cos α"),
    ("sliding-in-letters", "down", "law", "g(sin α − μ cos α)"),
    ("sliding-in-letters", "up", "newton", "mg sin α + μmg cos α = ma"),
    ("sliding-in-letters", "up", "law", "g*sin(alpha) + mu*g*cos(alpha)"),
    ("rope-in-letters", "up", "newton", "ma = T − mg sin α − μmg cos α"),
    ("rope-in-letters", "up", "pull", "T = m(a + g(sin α + μ cos α))"),
    ("rope-in-letters", "down", "newton", "mg sin α − T − μmg cos α = ma"),
    ("rope-in-letters", "down", "pull", "m(g sin α − μg cos α − a)"),
    ("horizontal-push-in-letters", "up", "newton", "F cos α = mg sin α + ma"),
    ("horizontal-push-in-letters", "up", "push", "mg tg α + ma/cos α"),
    ("horizontal-push-in-letters", "down", "newton", "ma = mg sin α − F cos α"),
    ("horizontal-push-in-letters", "down", "push", "m(g sin α − a)/cos α"),
]
OTHER_WAY = {"up": "down", "down": "up"}


@pytest.mark.parametrize(("task", "motion", "ask", "typed"), TYPED)
def test_letters_typed_as_on_paper_are_right(task: str, motion: str, ask: str, typed: str) -> None:
    asked = _asked(task, motion, ask)

    verdict = check_answer(asked.key, typed, "ru", asked.mistakes)

    assert verdict.outcome == "right"


@pytest.mark.parametrize(("task", "motion", "ask", "typed"), TYPED)
def test_letters_of_the_other_motion_are_wrong(task: str, motion: str, ask: str, typed: str) -> None:
    asked = _asked(task, OTHER_WAY[motion], ask)

    verdict = check_answer(asked.key, typed, "ru", asked.mistakes)

    assert verdict.outcome == "wrong"


def test_a_greek_letter_is_shown_with_the_word_to_type() -> None:
    shape = _asked("sliding-in-letters", "down", "newton").shape

    assert isinstance(shape, LineShape)
    assert shape.letters == ("m", "g", "a", "μ (mu)", "α (alpha)")


def _asked(name: str, motion: str, ask: str) -> Ask:
    return next(asked for asked in _variant(name, motion).asks if asked.name == ask)


@cache
def _variant(name: str, motion: str) -> Variant:
    pool = built_in_pool(name, 60)
    for number in range(pool.capacity):
        variant = assemble(pool.task, pool.member(number), number)
        if any(given.name == "motion" and given.value == motion for given in variant.given):
            return variant
    raise LookupError(f"{name} has no variant that moves {motion}")
