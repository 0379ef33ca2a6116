"""The road through the catalogue: suggestions in its box, filters and chips, slips of the keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from schools import RoadSchool
from walking import Walker

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Walk = Callable[..., Walker]


def opened(walk: Walk, school: RoadSchool, asked: str = "", *, width: int = 1280) -> Page:
    walker = walk(width=width).sign_in(school, "teacher")
    walker.go(f"/catalogue{asked}")
    return walker.page


def typed(page: Page, words: str) -> None:
    """Type into the box and wait for the suggestions."""
    page.locator("#f-q").press_sequentially(words)
    expect(page.locator("#suggestions li").first).to_be_visible()


def test_a_suggestion_is_chosen_by_the_keys(walk: Walk, school: RoadSchool) -> None:
    page = opened(walk, school)
    box = page.locator("#f-q")
    typed(page, "накл")

    box.press("ArrowDown")
    first = page.locator("#suggestions li").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    words = first.locator("span").inner_text()
    box.press("Enter")

    expect(box).to_have_value(words)
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.locator("#found mark").first).to_be_visible()
    expect(page).to_have_url(re.compile("q="))


def test_escape_closes_the_suggestions_and_keeps_the_words(walk: Walk, school: RoadSchool) -> None:
    page = opened(walk, school)
    typed(page, "накл")

    page.locator("#f-q").press("Escape")

    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.locator("#f-q")).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#f-q")).to_have_value("накл")


def test_a_filter_finds_as_many_as_it_promised_and_keeps_the_focus(walk: Walk, school: RoadSchool) -> None:
    page = opened(walk, school)
    subject = page.locator("#f-subject")
    promised = re.search(r"\((\d+)\)", subject.locator("option[value=chemistry]").inner_text())
    assert promised is not None

    subject.focus()
    subject.select_option("chemistry")

    expect(page.locator("#found [role=status]")).to_contain_text(re.compile(rf"\b{promised[1]}\b"))
    expect(subject).to_be_focused()
    expect(subject).to_have_value("chemistry")


def test_chips_take_filters_away(walk: Walk, school: RoadSchool) -> None:
    page = opened(walk, school, "?subject=physics&grade=9&q=силы")
    chips = page.locator("#found .chosen li a:not(.all)")
    expect(chips).to_have_count(3)

    chips.filter(has_text="9").first.click()

    expect(chips).to_have_count(2)
    expect(page).not_to_have_url(re.compile("grade="))
    page.locator("#found .chosen a.all").click()
    expect(chips).to_have_count(0)
    expect(page.locator("#f-q")).to_have_value("")


def test_a_slip_of_the_keyboard_is_put_right(walk: Walk, school: RoadSchool) -> None:
    page = opened(walk, school, "?q=gkjcrjcnm")

    page.locator("#found .note a").click()

    expect(page.locator("#f-q")).to_have_value("плоскость")
    expect(page.locator("#found .card").first).to_be_visible()


@pytest.mark.parametrize("asked", ["", "?q=силы&subject=physics", "?q=zzzz"])
def test_a_phone_shows_the_catalogue_without_scrolling_aside(
    walk: Walk, school: RoadSchool, asked: str
) -> None:
    page = opened(walk, school, asked, width=360)

    expect(page.locator("[data-filters]")).not_to_have_attribute("open", "")
    page.locator("[data-filters] summary").click()
    expect(page.locator("#f-sort")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
