"""An ask made of a frame looks as its template alone makes it, and holds nothing of anybody else's."""

from dataclasses import replace
from fractions import Fraction
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from api.web.rendering import environment
from notebooks_engine.showing import ShownAsk
from variants.checkers.verdicts import Reading, Verdict, right, wrong
from variants.texts import Language, Text
from variants.variant import LineShape

ASK: Final = ShownAsk(
    name="a",
    kind="quantity",
    points=Fraction(2),
    label=Text(en="Acceleration", ru="Ускорение"),
    shape=LineShape(unit=Text(en="m/s²", ru="м/с²")),
)
SOLVED: Final = replace(ASK, right={"en": "4.7 < x", "ru": "4,7 < x"})
RIGHT: Final = right("equal", Text(en="It is right.", ru="Верно."), Reading(text="4.7 m/s²"))
WRONG: Final = wrong("sign", Text(en="The sign <is> wrong.", ru="Знак <не> тот."), Reading(text="-4.7"))
EMPTY: Final = wrong("not_answered", Text(en="There is no answer.", ru="Нет ответа."), Reading(text=""))
HALF: Final = replace(RIGHT, outcome="partly", score=Fraction(1, 2))
OPEN: Final = replace(RIGHT, outcome="undecided", score=Fraction(0))


def shown(language: Language, ask: ShownAsk, **values: Any) -> str:  # noqa: ANN401
    return str(of(language).globals["show_ask"](ask, "1", **values))


def of(language: Language) -> Any:  # noqa: ANN401
    return environment(language, ZoneInfo("UTC"))


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("ask", [ASK, SOLVED, replace(ASK, kind="expression")])
@pytest.mark.parametrize("result", [None, RIGHT, WRONG, EMPTY, HALF, OPEN])
@pytest.mark.parametrize("value", [None, "", '"><b>4,7</b>'])
def test_an_answer_in_a_frame_looks_as_the_template_makes_it(
    language: Language, ask: ShownAsk, result: Verdict | None, value: str | None
) -> None:
    template = of(language).get_template("ask/ask.html")
    for disabled in (False, True):
        for reveal in (False, True):
            values = {"value": value, "result": result, "disabled": disabled, "reveal": reveal}
            alone = template.render(ask=ask, place="1", problem=None, mark=None, **values)

            assert shown(language, ask, **values) == alone


def test_a_frame_keeps_neither_the_answer_nor_the_right_one_nor_the_verdict() -> None:
    first = shown("en", SOLVED, value="12 kg", result=WRONG, disabled=True, reveal=True)
    other = shown("en", ASK, value="5", result=RIGHT, disabled=True, reveal=True)

    own = ("12 kg", "4.7 &lt; x", "The sign &lt;is&gt; wrong.")

    assert all(words in first for words in own)
    assert not any(words in other for words in own)


def test_what_people_say_of_an_answer_is_never_left_out() -> None:
    problem = {"message": "It can't be read.", "part": "", "pointed": None}

    assert "It can&#39;t be read." in shown("en", ASK, value="4..", problem=problem, disabled=False)
