"""Pictures of every page on real content: `python tests/roads/pictures.py FOLDER`, outside the checkout.

Every page in Russian and in English, 360 and 1280 pixels wide, light and dark.
"""

import contextlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from answering import enter
from playwright.sync_api import Browser, Page, sync_playwright
from schools import RoadSchool, dealt, make_school, right_answers, send
from serving import Server, shared_server
from walking import Walker

from api.bootstrap import Application, open_application
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import AttemptKey
from variants.texts import Language

LOOKS: Final[tuple[tuple[int, Literal["light", "dark"]], ...]] = (
    (360, "light"),
    (360, "dark"),
    (1280, "light"),
    (1280, "dark"),
)
WORDS: Final[dict[Language, tuple[str, ...]]] = {"ru": ("плоскости", "кислот"), "en": ("inclined", "acids")}


def main() -> None:
    """Take all pictures."""
    folder = Path(sys.argv[1])
    with (
        shared_server(folder / "server") as server,
        contextlib.closing(_application(server)) as application,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for language in WORDS:
            school = make_school(application, language, students=12)
            for who, paths in dict(_pages(browser, server, school)).items():
                _take_all(browser, server, school, (who, paths), folder)
        browser.close()


def _application(server: Server) -> Application:
    return open_application(server.settings)


def _pages(browser: Browser, server: Server, school: RoadSchool) -> Iterator[tuple[str, dict[str, str]]]:
    """Let people work a little, and yield who sees which pages."""
    attempts = {
        words: send(school, words, Rules(tries=2, solutions="after_answer"))
        for words in WORDS[school.language]
    }
    first = next(iter(attempts.values()))
    for number in range(4):
        _work(browser, server, school, number, first[number])
    heads = school.application.read(lambda unit: unit.engine.assignments.list(school.teacher))
    notebook = heads[-1].edition
    yield "", {"sign-in": "/sign-in"}
    yield (
        "teacher",
        {
            "classes": "/classes",
            "class": f"/classes/{school.room.key}",
            "roster": f"/classes/{school.room.key}/roster",
            "gradebook": f"/classes/{school.room.key}/gradebook",
            "catalogue": "/catalogue",
            "nothing-found": "/catalogue?q=zzzz",
            "preview": f"/catalogue/{notebook}",
            "assign": f"/catalogue/{notebook}/assign",
            "live": f"/assigned/{heads[-1].key}",
            "work": f"/students-work/{first[0]}",
            "queue": "/queue",
        },
    )
    yield (
        "student-1",
        {
            "assignments": "/assignments",
            **{
                f"notebook-{place}": f"/assignments/{keys[0]}" for place, keys in enumerate(attempts.values())
            },
            "practice": "/practice",
            "password": "/password",
            "missing": "/nothing-here",
        },
    )
    yield "student-9", {"fresh-notebook": f"/assignments/{first[8]}"}
    yield "publisher", {"documents": "/documents", "upload": "/documents/new"}
    yield "reviewer", {"reviews": "/reviews"}
    yield "operator", {"server": "/server"}


def _work(browser: Browser, server: Server, school: RoadSchool, number: int, key: AttemptKey) -> None:
    """Answer every task: the first half rightly, the rest with something left out or wrong."""
    with contextlib.closing(browser.new_context(base_url=server.address)) as context:
        walker = Walker(page=context.new_page()).sign_in(school, f"student-{number + 1}")
        walker.go(f"/assignments/{key}")
        attempt = dealt(school, number, key)
        for place, slot in enumerate(attempt.slots[: len(attempt.slots) - number]):
            answers = right_answers(school, attempt, slot.name)
            for order, ask in enumerate(slot.variant.asks):
                if ask.kind == "quantity" and place % 3 == 2:
                    answers[ask.name] = "12,5" if order % 2 else "1,5 кг"
                if not (place % 4 == 1 and order):
                    enter(walker.page, slot.name, ask, answers[ask.name])
            check(walker.page, slot.name)


def check(page: Page, place: str) -> None:
    """Press Check in one task and wait for the answer."""
    with page.expect_response(lambda reply: reply.url.endswith("/check")):
        page.locator(f'[id="task-{place}"] .hands button.main').click()
    page.wait_for_timeout(150)


def _take_all(
    browser: Browser, server: Server, school: RoadSchool, pages: tuple[str, dict[str, str]], folder: Path
) -> None:
    who, paths = pages
    for width, theme in LOOKS:
        with contextlib.closing(
            browser.new_context(
                base_url=server.address,
                viewport={"width": width, "height": 800},
                color_scheme=theme,
                locale=school.language,
            )
        ) as context:
            walker = Walker(page=context.new_page())
            if who:
                walker.sign_in(school, who)
            for name, path in paths.items():
                walker.go(path)
                _take(walker.page, folder / f"{name}-{school.language}-{width}-{theme}.png")
            for complaint in walker.complaints:
                sys.stderr.write(f"{complaint}\n")


def _take(page: Page, file: Path) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        sys.stderr.write(f"{file.name}: {wide} pixels too wide\n")
    page.screenshot(path=file, full_page=True)


if __name__ == "__main__":
    main()
