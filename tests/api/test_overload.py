"""A server of which too many want something at once: nobody gets a fault, and work under way goes on."""

import json
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from bare_server import bare_server
from playwright.sync_api import Browser, Route
from school_worlds import Schools, copy_data
from starlette.datastructures import Headers

from api.auth.sessions import csrf_token
from api.web.visits import present
from api.web.waiting_page import LOOKING_EN, LOOKING_RU, answer_overload, waiting_page

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowded:
    """A server with one thread and little patience, and somebody's work on it."""

    address: str
    cookie: str
    token: str
    attempt: str

    def look(self, _: int) -> tuple[int, str | None]:
        """Open the list of practice."""
        return self._send(urllib.request.Request(f"{self.address}/practice", headers={"Cookie": self.cookie}))

    def write(self, number: int) -> tuple[int, str | None]:
        """Save a draft."""
        headers = {"Cookie": self.cookie, "Origin": self.address, "X-CSRF-Token": self.token}
        asked = urllib.request.Request(
            f"{self.address}/assignments/{self.attempt}/1/draft",
            data=f"answer.a={number}".encode(),
            headers=headers | {"Accept": "application/json"},
        )
        return self._send(asked)

    def _send(self, asked: urllib.request.Request) -> tuple[int, str | None]:
        try:
            with urllib.request.urlopen(asked, timeout=60) as reply:
                return reply.status, None
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers.get("Retry-After")


@pytest.fixture
def crowded(schools: Schools, tmp_path: Path) -> Iterator[Crowded]:
    made, north, _, _ = schools
    application = copy_data(made, tmp_path / "data")
    session = application.write(
        lambda unit: unit.sessions.begin(north.people["student"], north.school, present())
    )
    application.close()
    with bare_server(tmp_path, {"TETRAD_THREADS": "1", "TETRAD_PATIENCE": "2"}) as served:
        begun = Crowded(
            address=served.address,
            cookie=f"tetrad_session={session.token}",
            token=csrf_token(session.token, application.secret),
            attempt=north.attempt,
        )
        assert begun.look(0)[0] == begun.write(0)[0] == 200
        yield begun


def test_four_hundred_at_once_are_served_or_told_when_to_come_back(crowded: Crowded) -> None:
    with ThreadPoolExecutor(400) as crowd:
        looking = [crowd.submit(crowded.look, number) for number in range(400)]
        writing = [crowd.submit(crowded.write, number) for number in range(8)]

    looked, wrote = [each.result() for each in looking], [each.result() for each in writing]
    statuses = Counter(status for status, _ in looked)
    assert statuses.keys() == {200, 503}
    assert all(int(seconds or 0) >= 4 for status, seconds in looked if status == 503)
    assert {status for status, _ in wrote} == {200}
    assert crowded.look(0)[0] == 200


def test_the_page_that_waits_comes_back_by_itself_at_the_same_address(
    browser: Browser, crowded: Crowded
) -> None:
    page = browser.new_page(base_url=crowded.address)
    turned_away: list[str] = []

    def answer(route: Route) -> None:
        if turned_away:
            return route.continue_()
        turned_away.append(route.request.url)
        busy = answer_overload("GET", Headers(), 2)
        route.fulfill(status=busy.status_code, headers=dict(busy.headers), body=bytes(busy.body))

    page.route("**/help/answers*", answer)
    page.goto("/help/answers?asked=1")
    page.get_by_text("Everybody came at once", exact=True).wait_for()

    page.wait_for_selector("header.top", timeout=60_000)
    assert page.url.endswith("/help/answers?asked=1")
    page.close()


def test_a_script_gets_no_page_and_a_form_is_not_sent_again_by_itself() -> None:
    script = answer_overload("POST", Headers({"accept": "application/json"}), 7)
    form = answer_overload("POST", Headers({"accept": "text/html"}), 7)

    assert json.loads(bytes(script.body))["error"]
    assert script.headers["retry-after"] == form.headers["retry-after"] == "7"
    assert "refresh" not in form.headers
    assert form.headers["content-type"].startswith("text/html")


def test_the_proxy_says_the_same_words() -> None:
    proxied = (Path(__file__).parents[2] / "deploy" / "waiting.html").read_text("utf-8")

    ours = waiting_page(looking=True).decode()
    assert all(words in proxied and words in ours for words in (LOOKING_RU, LOOKING_EN))
    assert "Все пришли одновременно — Everybody came at once" in proxied
