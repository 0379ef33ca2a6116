"""Labs with a page of their own: sent, proven, used; a hostile one does nothing to the bench around it."""

import contextlib
import http.server
import json
import re
import secrets
import select
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from lab_packages import friendly_package, hostile_package, packed
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect
from schools import PASSWORD, WEEK, RoadSchool, make_school

from api.bootstrap import Application, open_application
from api.settings import Settings
from api.task_pools import prove_later, supply_published_lab
from api.web.visits import present
from benchmarks.server import serving
from content.readers import LAB, readers
from content.tables import library_tables
from library_core.capabilities import make_capability
from library_core.editions import Edition
from library_core.identities import new_key
from library_core.library import Act
from library_core.publishing import Upload, publish
from notebooks_engine.actors import Occasion
from notebooks_engine.assignments import Rules
from notebooks_engine.teaching.assigning import Order, assign

pytestmark = pytest.mark.browser
NEVER = {"cookie": "SecurityError", "storage": "SecurityError", "database": "SecurityError"}
NOT_OURS = {
    "parent": "SecurityError",
    "settings": "SecurityError",
    "leading": "SecurityError",
    "popup": "null",
}
CLOSED = dict.fromkeys(("fetch", "own", "posting", "image", "script", "document", "socket"), "TypeError")


@dataclass(slots=True, kw_only=True)
class Spy:
    """A stranger's server that writes down who came."""

    address: str
    calls: socket.socket
    seen: list[str] = field(default_factory=list)

    def called(self) -> bool:
        """Say whether a datagram came, as calls between browsers begin."""
        return bool(select.select([self.calls], [], [], 0)[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A server, a school, and the stranger outside."""

    port: int
    application: Application
    school: RoadSchool
    spy: Spy

    @property
    def pages(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def publish(self, files: dict[str, bytes]) -> Edition:
        supplied = readers(library_tables(), prove_later, supply_published_lab)
        press = replace(self.application.press, readers=supplied)
        return publish(press, Upload(kind=LAB, files=files), Act(school=self.school.key, at=present()))

    def assign(self, edition: Edition) -> str:
        """Assign a lab by itself; return the address of the first student's bench."""
        shelf, school = self.application.shelf, self.school
        pinned = shelf.pinned(school.key, edition.key)
        rules = Rules(tries=2, solutions="after_answer")
        order = Order(classes=(school.room.key,), notebook=pinned, rules=rules, due_at=present() + WEEK)
        occasion = Occasion(now=present(), secret=secrets.token_bytes(32), new_key=new_key)
        (made,) = assign(self.application.engine, school.teacher, order, shelf.supplies(school.key), occasion)
        heads = self.application.read(lambda unit: unit.engine.attempts.list_of(school.key, made.key))
        key = next(head.key for head in heads if head.student == school.students[0].person)
        return f"/assignments/{key}/labs/1"


@contextlib.contextmanager
def spying() -> Iterator[Spy]:
    """Run the stranger's server, which also listens for datagrams at the same port."""

    class Stranger(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            spy.seen.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, format: str, *_: object) -> None:
            """Print nothing."""

    class Outside(http.server.ThreadingHTTPServer):
        def verify_request(self, *_: object) -> bool:
            spy.seen.append("connection")
            return True

    with Outside(("127.0.0.1", 0), Stranger) as server, socket.socket(type=socket.SOCK_DGRAM) as calls:
        calls.bind(server.server_address)
        spy = Spy(address=f"http://127.0.0.1:{server.server_address[1]}", calls=calls)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield spy
        server.shutdown()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    data = tmp_path_factory.mktemp("hall")
    with contextlib.closing(open_application(Settings(data=data))) as application, spying() as spy:
        school = make_school(application, "ru")
        with serving(data) as port:
            yield Hall(port=port, application=application, school=school, spy=spy)


@pytest.fixture(scope="module")
def bench(hall: Hall) -> str:
    """The address of a bench with a hostile page."""
    return hall.assign(hall.publish(hostile_package(hall.pages, hall.spy.address)))


@pytest.fixture
def context(browser: Browser, hall: Hall) -> Iterator[BrowserContext]:
    with contextlib.closing(browser.new_context(base_url=hall.pages, locale="ru")) as context:
        yield context


def signed_in(context: BrowserContext, hall: Hall, who: str) -> Page:
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("#f-login").fill(hall.school.login(who))
    page.locator("#f-password").fill(PASSWORD)
    page.locator("main button.main").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)
    return page


@pytest.fixture
def student(context: BrowserContext, hall: Hall, bench: str) -> Page:
    """A student at the hostile bench."""
    return at_bench(signed_in(context, hall, "student-1"), bench)


def at_bench(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    expect(inside(page).locator("body")).to_have_attribute("data-state", told())
    return page


def told() -> re.Pattern[str]:
    return re.compile("settings")


def inside(page: Page) -> FrameLocator:
    return page.frame_locator("[data-bench-frame] iframe")


def state_of(page: Page, name: str = "state") -> dict[str, Any]:
    said: dict[str, Any] = json.loads(inside(page).locator("body").get_attribute(f"data-{name}") or "{}")
    return said


def angle(page: Page) -> str:
    return page.locator('[data-control="alpha"] [data-setting]').input_value()


def readings(page: Page) -> int:
    return page.locator("[data-log] tr[data-kind=reading]").count()


@pytest.mark.slow
def test_a_lab_is_sent_proven_and_kept_as_a_draft(
    hall: Hall, context: BrowserContext, tmp_path: Path
) -> None:
    sent = tmp_path / "friction.zip"
    sent.write_bytes(packed({f"friction/{path}": body for path, body in friendly_package().items()}))
    publisher = signed_in(context, hall, "publisher")
    publisher.goto("/documents/packages")
    publisher.wait_for_selector("html[data-ready]")

    publisher.set_input_files("#f-files", sent)
    publisher.locator("[data-send]").click()
    publisher.wait_for_url("**/jobs/*")
    going_on = publisher.locator("h1").inner_text()
    publisher.wait_for_url("**/documents/*", timeout=240_000, wait_until="load")
    publisher.wait_for_selector("form[action$='/submission']", timeout=240_000)

    assert going_on == "Проверка лабораторной работы"
    expect(publisher.locator("main")).to_contain_text("js/bench.js")


def test_what_is_wrong_in_a_lab_is_said_at_once_and_where(
    hall: Hall, context: BrowserContext, tmp_path: Path
) -> None:
    files = friendly_package()
    files["lab.yaml"] = files["lab.yaml"].replace(b"page: index.html", b"page: indx.html")
    (tmp_path / "lie.zip").write_bytes(packed(files))
    publisher = signed_in(context, hall, "publisher")
    publisher.goto("/documents/packages")
    publisher.wait_for_selector("html[data-ready]")

    publisher.set_input_files("#f-files", tmp_path / "lie.zip")
    publisher.locator("[data-send]").click()

    expect(publisher.get_by_role("alert")).to_contain_text("indx.html")
    expect(publisher.get_by_role("alert")).to_contain_text("lab.yaml")


def test_an_archive_of_a_hundred_thousand_files_is_refused(
    hall: Hall, context: BrowserContext, tmp_path: Path
) -> None:
    many = {**friendly_package(), **{f"js/{number}.js": b"" for number in range(100_000)}}
    (tmp_path / "many.zip").write_bytes(packed(many))
    publisher = signed_in(context, hall, "publisher")
    publisher.goto("/documents/packages")
    publisher.wait_for_selector("html[data-ready]")

    publisher.set_input_files("#f-files", tmp_path / "many.zip")
    publisher.locator("[data-send]").click()

    expect(publisher.get_by_role("alert")).to_contain_text("больше", timeout=60_000)


def test_a_page_sets_measures_and_is_told(hall: Hall, context: BrowserContext) -> None:
    address = hall.assign(hall.publish(friendly_package()))
    page = at_bench(signed_in(context, hall, "student-1"), address)
    frame = inside(page)

    frame.locator("#tilt").click()
    frame.locator("#narrow").click()
    expect(page.locator('[data-control="alpha"] [data-setting]')).to_have_value("40")
    frame.locator("#measure").click()
    expect(page.locator("[data-log] tr")).to_have_count(1)
    expect(frame.locator("body")).to_have_attribute("data-entry", told())

    entry = state_of(page, "entry")
    assert entry["entry"]["settings"] | {"alpha": 40, "side": "narrow"} == entry["entry"]["settings"]
    assert set(entry) == {
        *(
            "tetrad",
            "type",
            "language",
            "theme",
            "settings",
            "shows",
            "displays",
            "notes",
            "at",
            "left",
            "entry",
        )
    }
    assert set(entry["shows"]) == {"go", "lasting"}


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ("beyond", "unfit"),
        ("between", "unfit"),
        ("unknown", "unknown"),
        ("more", "shape"),
        ("submit", "report"),
    ],
)
def test_what_can_not_be_set_by_hand_is_refused(
    hall: Hall, context: BrowserContext, button: str, reason: str
) -> None:
    page = at_bench(signed_in(context, hall, "student-1"), hall.assign(hall.publish(friendly_package())))
    before = angle(page)

    inside(page).locator(f"#{button}").click()
    expect(inside(page).locator("body")).to_have_attribute("data-refused", told_reason(reason))

    assert angle(page) == before


def told_reason(reason: str) -> re.Pattern[str]:
    return re.compile(f'"reason":"{reason}"')


def test_nothing_is_read_nor_called_nor_led_away(hall: Hall, student: Page) -> None:
    inside(student).locator("#attack").click()
    inside(student).locator("body[data-report]").wait_for(timeout=60_000)

    report = state_of(student, "report")
    assert report.items() >= (NEVER | NOT_OURS | CLOSED).items()
    assert hall.spy.seen == []
    assert "/labs/" in student.url
    student.goto("/assignments")
    expect(student.get_by_role("button", name="Выйти")).to_be_visible()


def test_no_call_leaves_the_frame_to_another_browser_or_server(hall: Hall, student: Page) -> None:
    inside(student).locator("#call").click()
    inside(student).locator("body[data-called]").wait_for(timeout=60_000)

    assert not hall.spy.called()
    assert hall.spy.seen == []


def test_a_frame_can_not_lead_itself_elsewhere(hall: Hall, student: Page) -> None:
    student.evaluate(
        """addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
            document.body.dataset.refused = effectiveDirective;
        })"""
    )

    inside(student).locator("#leave").click()
    student.locator("body[data-refused=frame-src]").wait_for(timeout=60_000)

    assert hall.spy.seen == []


def test_a_flood_is_cut_off_in_words(student: Page) -> None:
    inside(student).locator("#flood").click()

    expect(student.locator("[data-frame-said]")).to_contain_text("слишком много сообщений")
    expect(student.locator("[data-bench-frame] iframe")).to_have_count(0)
    student.locator("[data-measure]").first.click()
    expect(student.locator("[data-log] tr").first).to_be_visible()


def test_messages_past_twenty_a_second_are_dropped(student: Page) -> None:
    inside(student).locator("#patter").click()
    expect(inside(student).locator("body")).to_have_attribute("data-refused", told_reason("unknown"))

    assert 0 < int(angle(student)) < 55
    expect(student.locator("[data-bench-frame] iframe")).to_have_count(1)


def test_readings_are_not_spent_behind_the_students_back(student: Page) -> None:
    before = readings(student)

    # To ask the page anything meanwhile would count as a hand at it.
    with student.expect_console_message(lambda line: line.text == "untouched", timeout=60_000):
        inside(student).locator("#greedy").click()
    expect(student.locator("[data-frame-said]")).to_contain_text("после вашего щелчка")

    assert readings(student) == before


def test_messages_of_other_frames_are_not_heard(student: Page) -> None:
    before = angle(student)

    inside(student).locator("#forge").click()
    inside(student).locator("body[data-forged]").wait_for()
    student.evaluate(
        """new Promise((heard) => {
            addEventListener("message", heard);
            postMessage({ tetrad: 1, type: "set", control: "alpha", value: 55 }, "*");
        })"""
    )

    assert angle(student) == before


def test_messages_of_other_shapes_do_nothing(student: Page) -> None:
    faults: list[str] = []
    student.on("pageerror", lambda error: faults.append(str(error)))
    before = angle(student)

    inside(student).locator("#shapes").click()
    expect(inside(student).locator("body")).to_have_attribute("data-refused", told_reason("report"))

    assert (faults, angle(student)) == ([], before)


def test_the_document_of_a_lab_is_no_file_to_be_had(hall: Hall, context: BrowserContext) -> None:
    edition = hall.publish(friendly_package())
    capability = make_capability(hall.application.secret, edition.key, present())
    base = f"http://localhost:{hall.port}/{capability}/{edition.key}"

    assert context.request.get(f"{base}/index.html").status == 200
    for path in ("lab.yaml", "teacher.ru.md", "theory.en.md", "./lab.yaml", "%6cab.yaml"):
        assert context.request.get(f"{base}/{path}").status == 404
