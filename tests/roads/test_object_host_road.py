"""Hostile files on the object host can do nothing to the application, nor to who is signed in there."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hostile_files import hostile_package
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect
from schools import PASSWORD, RoadSchool, make_school

from api.bootstrap import Application, open_application
from api.settings import Settings
from api.web.visits import present
from benchmarks.server import serving
from library_core.capabilities import make_capability
from library_core.editions import Edition
from library_core.library import Act
from library_core.publishing import Upload, publish

pytestmark = pytest.mark.browser
NEVER = {
    "cookie": "SecurityError",
    "setting": "SecurityError",
    "storage": "SecurityError",
    "database": "SecurityError",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A server, a school of its own, and two hostile applications in its catalogue."""

    port: int
    application: Application
    school: RoadSchool
    editions: tuple[Edition, Edition]

    @property
    def pages(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def files(self) -> str:
        return f"http://localhost:{self.port}"

    def address(self, edition: Edition, path: str) -> str:
        capability = make_capability(self.application.secret, edition.key, present())
        return f"{self.files}/{capability}/{edition.key}/{path}"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    data = tmp_path_factory.mktemp("hall")
    with (
        contextlib.closing(open_application(Settings(data=data))) as application,
        pytest.MonkeyPatch.context() as alone,
    ):
        alone.setenv("TETRAD_WORKER", "no")
        school = make_school(application, "ru")
        with serving(data) as port:
            made = [_publish(application, school, name, port) for name in ("one", "two")]
            yield Hall(port=port, application=application, school=school, editions=(made[0], made[1]))


def _publish(application: Application, school: RoadSchool, name: str, port: int) -> Edition:
    package = hostile_package(name, f"http://127.0.0.1:{port}")
    upload = Upload(kind="application", files={f"{name}.zip": package})
    return publish(application.press, upload, Act(school=school.key, at=present()))


@pytest.fixture
def context(browser: Browser, hall: Hall) -> Iterator[BrowserContext]:
    with contextlib.closing(browser.new_context(base_url=hall.pages, locale="ru")) as context:
        yield context


@pytest.fixture
def student(context: BrowserContext, hall: Hall) -> Page:
    """A student's window, signed in."""
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("#f-login").fill(hall.school.login("student-1"))
    page.locator("#f-password").fill(PASSWORD)
    page.locator("main button.main").click()
    page.wait_for_url("**/assignments")
    return page


def watched(context: BrowserContext) -> list[Request]:
    """Return the list that all requests from now on are added to."""
    requests: list[Request] = []
    context.on("request", lambda request: requests.append(request))
    return requests


def report_of(page: Page, selector: str = "html") -> dict[str, str]:
    page.wait_for_selector(f"{selector}[data-report]", state="attached")
    found: dict[str, str] = json.loads(page.locator(selector).get_attribute("data-report") or "{}")
    return found


def of_a_form(line: ConsoleMessage) -> bool:
    """Say whether a browser tells that a form was not sent: what an attack tries last."""
    return "form-action" in line.text


def still_signed_in(student: Page) -> None:
    student.goto("/assignments")
    expect(student.locator("html")).to_have_attribute("lang", "ru")
    expect(student.get_by_role("button", name="Выйти")).to_be_visible()


def cookies_sent(requests: list[Request], host: str) -> list[str]:
    return [
        sent
        for each in requests
        if each.url.startswith(host) and (sent := each.all_headers().get("cookie", ""))
    ]


def test_a_hostile_application_in_its_frame_does_nothing(
    hall: Hall, context: BrowserContext, student: Page
) -> None:
    requests = watched(context)

    with context.expect_console_message(of_a_form, timeout=60_000):
        student.goto(f"/library/{hall.editions[0].key}")
        frame = student.frame_locator("iframe")
        frame.locator("html[data-report]").wait_for(state="attached")
        report = json.loads(frame.locator("html").get_attribute("data-report") or "{}")

    assert report.items() >= NEVER.items()
    assert report["parent"] == report["leading"] == "SecurityError"
    assert report["reading"] == report["posting"] == "TypeError"
    assert report["popup"] == "null"
    assert report["worker"] == "SecurityError"
    assert student.url == f"{hall.pages}/library/{hall.editions[0].key}"
    assert student.locator("iframe").evaluate("frame => frame.style.height") == ""
    assert cookies_sent(requests, hall.files) == []
    assert not [each.url for each in requests if each.url.startswith(f"{hall.pages}/language")]
    still_signed_in(student)


@pytest.mark.parametrize("path", ["index.html", "page.xhtml"])
def test_a_hostile_page_in_a_window_of_its_own_does_nothing(
    hall: Hall, context: BrowserContext, student: Page, path: str
) -> None:
    requests = watched(context)
    with context.expect_console_message(of_a_form, timeout=60_000):
        with context.expect_page() as opened:
            student.evaluate("address => { window.open(address); }", hall.address(hall.editions[0], path))
        report = report_of(opened.value)

    assert report.items() >= NEVER.items()
    assert (report["opener"], report["reading"], report["posting"]) == ("none", "TypeError", "TypeError")
    assert cookies_sent(requests, hall.files) == []
    assert student.url.startswith(hall.pages)
    assert not [each for each in requests if each.method == "POST" and "/language" in each.url]
    still_signed_in(student)


def test_a_drawing_runs_no_script(hall: Hall, context: BrowserContext) -> None:
    page = context.new_page()

    page.goto(hall.address(hall.editions[0], "drawing.svg"))

    assert page.evaluate("document.documentElement.getAttribute('data-report')") is None


def test_no_page_but_the_applications_may_frame_a_file(hall: Hall, context: BrowserContext) -> None:
    page = context.new_page()
    page.route(
        "http://stranger.test/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<iframe src="{hall.address(hall.editions[0], "index.html")}"></iframe>',
        ),
    )

    page.goto("http://stranger.test/")

    assert "here" not in [frame.evaluate("document.body?.innerText.trim()") for frame in page.frames[1:]]


def test_a_capability_opens_one_edition_alone(hall: Hall, context: BrowserContext) -> None:
    one, two = hall.editions
    address = hall.address(one, "index.html")

    assert context.request.get(address).status == 200
    assert context.request.get(address.replace(one.key, two.key)).status == 403


def test_cookies_of_the_application_belong_to_its_host_alone(
    hall: Hall, context: BrowserContext, student: Page
) -> None:
    student.goto("/assignments")

    cookies = context.cookies()

    assert cookies
    assert {cookie["domain"] for cookie in cookies} == {"127.0.0.1"}
    assert context.cookies(hall.files) == []


def test_files_are_never_pages_and_pages_never_files(hall: Hall, context: BrowserContext) -> None:
    address = hall.address(hall.editions[0], "index.html")

    assert context.request.get(f"{hall.files}/sign-in").status == 404
    assert context.request.get(address.replace(hall.files, hall.pages)).status == 404
