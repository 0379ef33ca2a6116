"""A task shown from a frame is the very page that its template makes, for every student who asks."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sample_pages import task
from sample_tasks import DRAWN, RIGHT, TYPED, WRONG

from api.web.rendering import environment
from notebooks_engine.showing import ShownVariant
from variants.texts import LANGUAGES, Language, Text

ZONE = ZoneInfo("Europe/Moscow")
HOSTILE = Text(en="<b>\ue000asks\ue001</b> {{ csrf() }}", ru="<b>\ue000asks\ue001</b> {{ csrf() }}")


def rendered(values: dict[str, Any], language: Language) -> tuple[str, str]:
    """Return the task as shown on a notebook's page, and as its template alone makes it."""
    pages = environment(language, ZONE)
    shown = pages.from_string("{{ show_task(values, csrf) }}").render(values=values, csrf=lambda: "token")
    return shown, pages.get_template("task.html").render(values, csrf=lambda: "token")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", [TYPED, DRAWN])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"tries_left": 1},
        {"tries_left": None, "late_notice": "late"},
        {"disabled": True, "tries_left": 0},
        {"check_url": None, "read_url": None, "draft_url": None},
        {"notice": "Nothing was entered."},
        {"known": 1234567890123},
        {"values": {"a": "4.5 <m>"}, "known": 17},
        {"values": {"a": "4.5 m"}, "results": {"a": RIGHT}, "got": 2, "tries_left": 2},
        {"values": {"a": "9"}, "results": {"a": WRONG}, "reveal": False},
        {"values": {"a": "9"}, "problems": {"a": {"message": "?", "part": "", "pointed": None}}},
    ],
)
def test_a_task_is_what_its_template_makes(
    variant: ShownVariant, changes: dict[str, Any], language: Language
) -> None:
    framed, whole = rendered(task(variant, "3", **changes), language)

    assert framed == whole


def test_the_second_student_sees_nothing_of_the_first() -> None:
    mine = replace(TYPED, statement=Text(en="<p>m = 1 kg</p>", ru="<p>m = 1 кг</p>"))
    theirs = replace(TYPED, statement=Text(en="<p>m = 2 kg</p>", ru="<p>m = 2 кг</p>"))
    addresses = {"check_url": "/theirs/check", "read_url": "/theirs/read", "draft_url": "/theirs/draft"}

    first, _ = rendered(task(mine, "3"), "en")
    second, whole = rendered(task(theirs, "3", once="their-key", **addresses), "en")

    assert "1 kg" in first
    assert "1 kg" not in second
    assert second == whole


def test_a_title_cannot_pass_for_a_gap() -> None:
    framed, whole = rendered(task(replace(TYPED, title=HOSTILE), "3"), "en")

    assert framed == whole
