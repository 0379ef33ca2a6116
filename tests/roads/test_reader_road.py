"""The reader's road: contents, a chapter read and heard in step, notes, other devices, and no network."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from schools import RoadSchool, make_school
from textbooks import SecondEdition, add_textbook
from walking import Walker

from api.bootstrap import Application
from api.web.visits import present
from library_core.capabilities import make_capability
from library_core.editions import EditionKey

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Walk = Callable[..., Walker]
DAY = 24 * 3600 * 1000


@pytest.fixture
def book(application: Application, school: RoadSchool) -> EditionKey:
    return add_textbook(application, school.key, school.teacher.person)


def opened(walk: Walk, school: RoadSchool, book: EditionKey, number: int = 1, *, width: int = 1280) -> Walker:
    walker = walk(width=width).sign_in(school, "student-1")
    walker.go(f"/textbooks/{book}/{number}")
    return walker


def listen(page: Page) -> None:
    page.locator("[data-play]").click()
    expect(page.locator("[data-play]")).to_have_attribute("aria-pressed", "true")


def spoken(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.speaking')?.id ?? ''"))


def wait_for_spoken(page: Page, name: str) -> None:
    expect(page.locator(f"#{name}")).to_have_class(re.compile(r"\bspeaking\b"), timeout=60_000)


def select(page: Page, name: str, words: str) -> None:
    page.evaluate(
        """([name, words]) => {
          const walker = document.createTreeWalker(document.getElementById(name), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return;
          }
        }""",
        [name, words],
    )


def test_contents_lead_to_a_chapter(walk: Walk, school: RoadSchool, book: EditionKey) -> None:
    walker = walk().sign_in(school, "student-1")
    walker.go(f"/textbooks/{book}")

    walker.page.get_by_role("link", name="Упругость").click()

    expect(walker.page.locator("#p2")).to_be_in_viewport()
    expect(walker.page.locator(".book-contents [aria-current]")).to_have_text("Силы")
    expect(walker.page.locator("article img")).to_have_js_property("complete", value=True)


def test_text_is_marked_in_step_with_the_voice(walk: Walk, school: RoadSchool, book: EditionKey) -> None:
    page = opened(walk, school, book).page
    listen(page)

    order = []
    for name in ("h1", "w1", "p2", "p3"):
        wait_for_spoken(page, name)
        order.append(spoken(page))

    assert order == ["h1", "w1", "p2", "p3"]
    expect(page.locator("[data-status]")).to_contain_text("озвучки нет")


def test_a_tap_on_a_paragraph_reads_from_there(walk: Walk, school: RoadSchool, book: EditionKey) -> None:
    page = opened(walk, school, book).page

    page.locator("#p2").click(position={"x": 5, "y": 5})

    wait_for_spoken(page, "p2")
    wait_for_spoken(page, "p3")


def test_reading_goes_on_into_the_next_chapter(walk: Walk, school: RoadSchool, book: EditionKey) -> None:
    page = opened(walk, school, book).page
    page.locator("[data-speed]").select_option("2")
    page.locator("#p3").click(position={"x": 5, "y": 5})

    wait_for_spoken(page, "h2")

    expect(page).to_have_url(re.compile(f"/textbooks/{book}/2$"))
    expect(page.locator("[data-synthetic]")).to_be_visible()
    assert page.evaluate("document.title").startswith("Работа")


def test_listening_goes_on_where_addresses_have_expired(
    walk: Walk, school: RoadSchool, book: EditionKey, application: Application
) -> None:
    walker = walk().sign_in(school, "student-1")
    now = present()
    live, expired = (make_capability(application.secret, book, at) for at in (now, now - DAY))

    asked: list[str] = []

    def age(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_(url=asked[0].replace(live, expired) if len(asked) == 1 else None)

    walker.page.route("**/audio/one.wav", age)
    walker.go(f"/textbooks/{book}/1")
    listen(walker.page)

    wait_for_spoken(walker.page, "w1")
    expect(walker.page.locator("[data-status]")).to_have_text("")


def test_the_sleep_timer_stops_at_the_end_of_the_chapter(
    walk: Walk, school: RoadSchool, book: EditionKey
) -> None:
    page = opened(walk, school, book).page
    page.locator(".player-more summary").click()
    page.locator("[data-sleep]").select_option("chapter")
    page.locator("#p3").click(position={"x": 5, "y": 5})

    expect(page.locator("[data-status]")).to_contain_text("таймером", timeout=60_000)

    expect(page.locator("[data-play]")).to_have_attribute("aria-pressed", "false")
    expect(page).to_have_url(re.compile("/1$"))


def test_highlights_and_notes_are_kept_and_come_back(
    walk: Walk, school: RoadSchool, book: EditionKey
) -> None:
    page = opened(walk, school, book).page
    select(page, "p2", "сила упругости")
    page.locator("[data-highlight-note]").click()
    page.locator("#note-words").fill("Закон Гука")
    page.locator("[data-note-dialog] button[value=keep]").click()
    expect(page.locator("mark.with-words")).to_have_text("сила упругости")

    page.reload()
    expect(page.locator("#p2 mark")).to_have_text("сила упругости")
    page.goto(f"/textbooks/{book}/notes")

    expect(page.locator(".own-words")).to_have_text("Закон Гука")


def test_a_highlight_over_paragraphs_is_deleted_with_undo(
    walk: Walk, school: RoadSchool, book: EditionKey
) -> None:
    page = opened(walk, school, book).page
    page.evaluate(
        "getSelection().setBaseAndExtent(p1.firstChild.nextSibling ?? p1, 0, p2, p2.childNodes.length)"
    )
    page.locator("[data-highlight=green]").click()
    expect(page.locator("#p2 mark.green")).to_have_count(1)
    page.locator("#p2 mark").click()
    page.locator("[data-delete-note]").click()
    expect(page.locator("#p2 mark")).to_have_count(0)

    page.locator(".toast button").click()

    expect(page.locator("#p2 mark.green")).to_have_count(1)


def test_the_place_is_offered_on_another_device(walk: Walk, school: RoadSchool, book: EditionKey) -> None:
    first = opened(walk, school, book, 2).page
    listen(first)
    wait_for_spoken(first, "q1")
    with first.expect_response(re.compile("/place")):
        first.locator("[data-play]").click()

    second = opened(walk, school, book, 1).page
    expect(second.locator("[data-elsewhere]")).to_contain_text("Работа")
    second.locator("[data-go]").click()

    expect(second).to_have_url(re.compile("/2#q1$"))
    second.locator("[data-play]").click()
    wait_for_spoken(second, "q1")


def test_a_chapter_taken_along_is_read_and_heard_without_a_network(
    walk: Walk, school: RoadSchool, book: EditionKey
) -> None:
    walker = opened(walk, school, book)
    page = walker.page
    page.locator("[data-take-along]").click()
    expect(page.locator("[data-take-along]")).to_have_attribute("aria-pressed", "true", timeout=60_000)
    page.context.set_offline(True)

    page.reload()
    expect(page.locator("#p1")).to_be_visible()
    page.wait_for_selector("html[data-ready]")
    listen(page)
    wait_for_spoken(page, "w1")
    assert page.locator("article img").evaluate("image => image.naturalWidth") > 0

    page.context.set_offline(False)
    walker.complaints[:] = [line for line in walker.complaints if "ERR_INTERNET_DISCONNECTED" not in line]


def test_signing_out_deletes_what_was_taken_along(walk: Walk, school: RoadSchool, book: EditionKey) -> None:
    page = opened(walk, school, book).page
    page.locator("[data-take-along]").click()
    expect(page.locator("[data-take-along]")).to_have_attribute("aria-pressed", "true", timeout=60_000)
    page.goto("/textbooks/kept")
    expect(page.locator("[data-kept-list] a")).to_have_text("Силы")

    page.locator("form[action$='sign-out'] button").click()
    page.wait_for_selector("#f-login")

    assert page.evaluate("caches.keys()") == []


def test_all_is_done_by_keyboard_alone(walk: Walk, school: RoadSchool, book: EditionKey) -> None:
    page = opened(walk, school, book).page
    page.locator("article").focus()
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.keyboard.press("l")
    wait_for_spoken(page, "p2")
    page.keyboard.press("l")
    expect(page.locator("[data-play]")).to_have_attribute("aria-pressed", "false")

    page.keyboard.press("h")
    expect(page.locator("#p2 mark")).to_have_count(1)
    page.keyboard.press("b")

    expect(page.locator("#p2")).to_have_class(re.compile("bookmarked"))


def test_a_footnote_opens_and_leads_back(walk: Walk, school: RoadSchool, book: EditionKey) -> None:
    page = opened(walk, school, book).page
    page.locator("[role=doc-noteref]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-footnote]")).to_contain_text("Греческое слово")

    page.keyboard.press("Escape")

    expect(page.locator("[role=doc-noteref]")).to_be_focused()


def test_the_look_is_kept_and_put_on_before_the_page_shows(
    walk: Walk, school: RoadSchool, book: EditionKey
) -> None:
    page = opened(walk, school, book).page
    page.locator("[data-open-look]").click()
    page.locator("[data-swatch=sepia]").click()
    page.get_by_label("Между буквами").check()
    page.keyboard.press("Escape")

    page.reload(wait_until="commit")
    page.wait_for_selector("body")

    assert page.evaluate("document.documentElement.dataset.paper") == "sepia"
    assert page.locator(".wide-letters").count() == 1


@pytest.mark.parametrize("path", ["", "/1", "/2", "/3", "/notes", "/search?q=сила"])
def test_pages_fit_a_phone(walk: Walk, school: RoadSchool, book: EditionKey, path: str) -> None:
    walker = walk(width=360).sign_in(school, "student-1")
    walker.go(f"/textbooks/{book}{path}")

    assert walker.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_all_keys_of_the_player_stand_in_one_row_on_a_phone(
    walk: Walk, school: RoadSchool, book: EditionKey
) -> None:
    page = opened(walk, school, book, width=360).page

    keys = page.locator(".player-row > button, .player-row > details > summary")
    tops = {round(key.bounding_box()["y"] / 20) for key in keys.all() if key.is_visible()}  # type: ignore[index]

    assert len(tops) == 1


def test_a_chapter_is_read_and_noted_without_scripts(
    walk: Walk, school: RoadSchool, book: EditionKey
) -> None:
    walker = walk(scripts=False).sign_in(school, "student-1")
    walker.go(f"/textbooks/{book}/1")
    expect(walker.page.locator(".recordings audio")).to_have_count(1)
    walker.page.locator(".bookmark-form summary").click()
    walker.page.locator("#f-note").fill("Без сценариев")
    walker.page.locator(".bookmark-form button").click()

    walker.go(f"/textbooks/{book}/notes")

    expect(walker.page.locator(".own-words")).to_have_text("Без сценариев")


def test_a_newer_edition_keeps_place_and_notes(
    walk: Walk, application: Application, school: RoadSchool, book: EditionKey
) -> None:
    page = opened(walk, school, book).page
    select(page, "p2", "сила упругости")
    with page.expect_response(re.compile("/notes$")):
        page.locator("[data-highlight=pink]").click()
    SecondEdition(application, school.key, school.teacher.person, book).release()

    page.reload()
    page.get_by_role("link", name="Продолжить в новом издании").click()

    expect(page.locator("#renamed mark.pink")).to_have_text("сила упругости")


def test_a_teacher_assigns_the_notebook_of_a_paragraph(
    walk: Walk, application: Application, school: RoadSchool
) -> None:
    book = add_textbook(application, school.key, school.teacher.person, with_notebook=True)
    walker = walk().sign_in(school, "teacher")
    walker.go(f"/textbooks/{book}/1")

    walker.page.get_by_role("link", name="Задать тетрадь этого параграфа").click()

    expect(walker.page).to_have_url(re.compile("/catalogue/.+/assign$"))


def test_a_model_in_three_dimensions_is_shown(
    walk: Walk, application: Application, school: RoadSchool
) -> None:
    book = add_textbook(application, school.key, school.teacher.person, with_model=True)
    page = opened(walk, school, book).page

    page.locator(".model button").click()

    expect(page.locator(".model canvas")).to_be_visible(timeout=60_000)


def test_the_road_is_there_in_english(walk: Walk, application: Application) -> None:
    english = make_school(application, "en")
    page = opened(walk, english, add_textbook(application, english.key, english.teacher.person)).page

    listen(page)

    expect(page.get_by_role("button", name="Pause")).to_be_visible()
