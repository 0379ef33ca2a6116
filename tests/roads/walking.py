"""Somebody at a browser: signs in, goes from page to page, and keeps what the browser complained of."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page
from schools import PASSWORD, RoadSchool

_EXPECTED_REFUSALS = ("status of 422", "status of 401", "status of 404")
_LEFT_BEHIND = ("htmx:afterRequest", "htmx:sendAbort", "htmx:sendError")
"""What htmx says of a request that was under way when somebody went on to another page."""
LONGEST_WAIT = 60.0
"""Seconds, on a machine where much else runs."""


def wait_until(true: Callable[[], bool], longest: float = LONGEST_WAIT) -> bool:
    """Wait until something is true; return whether it came to be."""
    until = time.monotonic() + longest
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.1)
    return False


@dataclass(slots=True, kw_only=True)
class Walker:
    """A person's browser window."""

    page: Page
    scripts: bool = True
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to what the browser has to say."""
        self.page.on("console", lambda line: self._listen(line))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sign_in(self, school: RoadSchool, who: str, password: str = PASSWORD) -> "Walker":
        """Sign in as somebody of the school."""
        self.go("/sign-in")
        return self.enter_sign_in(school.login(who), password)

    def enter_sign_in(self, login: str, password: str) -> "Walker":
        """Fill and send the form for signing in."""
        self.page.locator("#f-login").fill(login)
        self.page.locator("#f-password").fill(password)
        self.page.locator("main button.main").click()
        self.page.wait_for_url(lambda address: "/sign-in" not in address)
        return self

    def go(self, path: str) -> None:
        """Open a page and wait until its scripts are ready, where it has any."""
        self.page.goto(path)
        self.settle()

    def settle(self) -> None:
        """Wait until the scripts of the page are ready."""
        self.page.wait_for_selector("html[data-ready]" if self.scripts else "main")

    def _listen(self, line: ConsoleMessage) -> None:
        forgiven = (*_EXPECTED_REFUSALS, *_LEFT_BEHIND)
        if line.type == "error" and not any(words in line.text for words in forgiven):
            self.complaints.append(f"{self.page.url}: {line.text}")
