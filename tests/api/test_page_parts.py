"""What is made once for many pages holds nothing of the pages that it was first made for."""

from fractions import Fraction
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from api.web.rendering import environment
from notebooks_engine.showing import ShownAsk
from variants.texts import Language, Text
from variants.variant import LineShape

ASK = ShownAsk(
    name="a",
    kind="quantity",
    points=Fraction(2),
    label=Text(en="Acceleration", ru="Ускорение"),
    shape=LineShape(unit=Text(en="m/s²", ru="м/с²")),
)


def show(ask: ShownAsk = ASK, language: Language = "en", **values: Any) -> str:  # noqa: ANN401
    show_ask: Any = environment(language, ZoneInfo("UTC")).globals["show_ask"]
    return str(show_ask(ask, "1", **{"disabled": False, **values}))


def test_an_untouched_ask_shows_nothing_of_one_that_was_answered() -> None:
    first = show()
    answered = show(value="4.5 m/s^2", mark=SimpleNamespace(score=1, comment="well done"))

    assert show() == first
    assert "4.5" in answered
    assert "well done" in answered
    assert "4.5" not in first


def test_a_right_answer_shows_only_where_it_was_handed_in() -> None:
    solved = ShownAsk(
        name="a",
        kind="quantity",
        points=Fraction(2),
        label=ASK.label,
        shape=ASK.shape,
        right={"en": "4.7 m/s^2"},
    )

    assert "4.7" in show(solved)
    assert "4.7" not in show()


def test_an_ask_differs_by_language_place_and_whether_it_takes_answers() -> None:
    assert "Ускорение" in show(language="ru")
    assert "Acceleration" in show()
    assert " disabled" in show(disabled=True)
    assert " disabled" not in show()


def test_asks_that_differ_in_anything_shown_differ_on_the_page() -> None:
    other = ShownAsk(name="a", kind="quantity", points=Fraction(3), label=ASK.label, shape=ASK.shape)

    assert "3 points" in show(other)
    assert "2 points" in show()
