"""What is made once for many pages holds nothing of the pages that it was first made for."""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from api.web.rendering import environment, find_template, read_templates
from notebooks_engine.showing import ShownAsk
from variants.keys import Form, Kind
from variants.texts import Language, Text
from variants.variant import ColumnShape, LineShape, Shape, TableShape

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


def column_of_decimals() -> TableShape:
    column = ColumnShape(
        name="l", label=Text("L", "Л"), unit=Text(), kind="quantity", cells=(None,), decimals=1
    )
    return TableShape(columns=(column,))


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


@pytest.mark.parametrize(
    ("shape", "language", "words"),
    [
        (LineShape(figures=3), "ru", "Запишите 3 значащие цифры."),
        (LineShape(decimals=2), "en", "Give 2 decimal places."),
        (LineShape(decimals=0), "ru", "Округлите до целых."),
        (LineShape(demands=("factored", "exact")), "en", "Factor completely. Give the exact value"),
        (LineShape(solved_for="v_0"), "ru", "Выразите v₀ (v_0)."),
        (LineShape(demands=("smallest", "conditions")), "ru", "Коэффициенты — наименьшие целые. Условия"),
        (LineShape(demands=("solutions",), letters=("x",)), "en", "Its solutions will do as well."),
        (column_of_decimals(), "en", "<br><small>Give 1 decimal place.</small></th>"),
    ],
)
def test_a_student_is_told_what_is_demanded(shape: Shape, language: Language, words: str) -> None:
    kind: Kind = "table" if isinstance(shape, TableShape) else "expression"
    asked = ShownAsk(name="a", kind=kind, points=Fraction(1), label=ASK.label, shape=shape)

    assert words in show(asked, language)
    assert words not in show(language=language)


def test_every_demand_has_words_in_both_languages() -> None:
    for form in (*get_args(Form), "smallest", "states", "conditions", "solutions", "constant"):
        asked = replace(ASK, shape=LineShape(demands=(form,)))
        english, russian = show(asked), show(asked, "ru")

        assert english.count("<small>") == show().count("<small>") + 1
        assert re.findall(r"<small>[А-Я]", russian)


def test_pages_are_of_the_program_that_runs_while_another_is_installed_over_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read_templates()
    monkeypatch.setattr(Path, "read_text", lambda *_: "{{ of_tomorrow }}")

    source, place, is_fresh = find_template("errors/404.html") or ("", "", None)

    assert "of_tomorrow" not in source
    assert place.endswith("errors/404.html")
    assert is_fresh is not None
    assert is_fresh()
