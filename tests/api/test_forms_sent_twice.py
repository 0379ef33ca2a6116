"""Every form of the route table does its work once, though its answer was lost and it is sent again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from route_walks import ask, fill, owner
from school_worlds import World

import api
from api.auth.access import SIGNED_IN
from api.auth.repeats import Repeats
from api.route_table import PAGES
from api.web import answered_once
from api.web.routing import Page, TwiceUnsaid

HERE = Path(__file__).parent
FORMS = [page for page in PAGES if page.method != "GET"]
ANOTHER_SECRET = {"sign_in_do", "password_do", "slips", "reset"}
"""What these answer differs each time, as it should."""
TOLD_AGAIN = {"drafts", "attempts", "usage"}
"""Where harmless forms may tell once more when somebody wrote last, and what was used."""


@pytest.mark.parametrize(("method", "twice"), [("POST", None), ("GET", "once")])
def test_a_form_says_what_becomes_of_it_when_it_comes_twice(method: str, twice: None) -> None:
    endpoint = PAGES[0].endpoint

    with pytest.raises(TwiceUnsaid):
        Page("/new", "new", endpoint, SIGNED_IN, method=method, twice=twice)


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", [page for page in FORMS if page.name not in ANOTHER_SECRET], ids=lambda page: page.name
)
def test_what_was_done_is_not_done_again(page: Page, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answered_once, "_WAITS", 0)
    monkeypatch.setattr(Repeats, "finish", lambda *_: None)
    browser, path = world.browser(world.north, owner(page)), fill(page, world.north)

    ask(browser, page, path)
    once = world.contents()
    ask(browser, page, path)

    told = TOLD_AGAIN if page.twice != "once" else set()
    assert {name for name, rows in world.contents().items() if rows != once[name]} <= told


@pytest.mark.slow
@pytest.mark.parametrize(("moment", "kept", "status"), [("inside", 0, 303), ("after", 1, 409)])
def test_asking_again_after_a_crash_makes_one_class(
    moment: str, kept: int, status: int, world: World
) -> None:
    teacher, before = world.browser(world.north, "teacher"), world.count("classes")
    arguments = [str(world.application.settings.data), moment, teacher.token]
    environment = {**os.environ, "PYTHONPATH": str(Path(api.__file__).parents[1])}

    died = subprocess.run(
        [sys.executable, str(HERE / "dying_form.py"), *arguments], env=environment, timeout=240, check=False
    )
    after = world.count("classes")
    again = teacher.post("/classes", {"name": "9C", "idempotency": "crash"})

    assert (died.returncode, after - before) == (-signal.SIGKILL, kept)
    assert (again.status_code, world.count("classes")) == (status, before + 1)
