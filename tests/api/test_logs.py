"""Logs: one line a record, and in a whole busy school not a word of what anybody is called or has written."""

import json
import logging
import shutil
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from dataclasses import fields

import pytest
from route_walks import ask, fill, owner
from school_worlds import PASSWORD, Things, World
from sqlalchemy.exc import IntegrityError

from api.observing.faults import describe_error, tell_error
from api.observing.logs import JsonLines, PlainLines, configure_logs, log_request
from api.observing.request_ids import NUMBER
from api.route_table import PAGES
from library_core.objects import ObjectStoreFailed


@pytest.fixture
def configured() -> Iterator[None]:
    """Put the logs back as they were."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    root.handlers[:], root.level = handlers, level
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(capture=False)


def record(message: str, *, error: BaseException | None = None, **beside: object) -> logging.LogRecord:
    caught = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("tetrad", logging.ERROR, "", 0, message, (), caught)
    made.fields = beside
    return made


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


@pytest.mark.parametrize("where", ["the process", "a thread", "a finaliser"])
def test_an_error_that_nobody_caught_is_logged_without_its_words(where: str) -> None:
    program = f"""
import logging, sys, threading
from api.observing.logs import configure_logs

class Left:
    def __del__(self):
        raise ValueError("typed by somebody")

def fail():
    raise ValueError("typed by somebody")

configure_logs("json")
if {where!r} == "a thread":
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
elif {where!r} == "a finaliser":
    Left()
else:
    fail()
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False).stderr

    (line,) = map(json.loads, said.splitlines())
    assert line["traceback"].endswith("ValueError\n")
    assert "typed by somebody" not in said


def test_a_line_is_one_json_object_with_the_number_of_the_request() -> None:
    token = NUMBER.set("0011223344556677")

    line = json.loads(JsonLines().format(record("fault", status=500)))

    NUMBER.reset(token)
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "error",
        "event": "fault",
        "request": "0011223344556677",
        "status": 500,
        "logger": "tetrad",
    }


def test_a_line_of_plain_text_says_the_same() -> None:
    line = PlainLines().format(record("request", method="GET", status=200))

    assert line.endswith("Z ERROR request method=GET status=200")


def test_a_fault_is_told_with_its_frames_on_one_line() -> None:
    line = JsonLines().format(record("fault", error=raised(KeyError("Ivanov"))))

    told = json.loads(line)["traceback"]
    assert "\n" not in line
    assert "test_logs.py" in told
    assert told.endswith("KeyError\n")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("invalid literal: 'Ivanov'"), "ValueError"),
        (KeyError("Ivanov"), "KeyError"),
        (OSError(28, "No space left on device", "/data/ivanov"), "OSError: No space left on device"),
        (IntegrityError("INSERT", {"name": "Ivanov"}, ValueError("Ivanov")), "IntegrityError: ValueError"),
        (ObjectStoreFailed("127.0.0.1:9000: SlowDown"), "ObjectStoreFailed: 127.0.0.1:9000: SlowDown"),
    ],
)
def test_a_message_that_may_hold_a_value_is_left_out(error: Exception, told: str) -> None:
    assert describe_error(error) == told


def test_what_led_to_an_error_is_told_before_it() -> None:
    try:
        try:
            raise KeyError("Ivanov")
        except KeyError as first:
            raise RuntimeError("Petrov") from first
    except RuntimeError as second:
        told = tell_error(second)

    assert told.index("KeyError") < told.index("RuntimeError")
    assert "Ivanov" not in told.replace('KeyError("Ivanov")', "")


def test_warnings_are_logged_in_the_same_form(
    configured: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    configure_logs("json")

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("soon gone", DeprecationWarning, stacklevel=1)

    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (line["level"], line["logger"]) == ("warning", "py.warnings")
    assert "soon gone" in line["event"]


def test_requests_go_to_standard_error(configured: None, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("json")

    log_request({"status": 200})

    shown = capsys.readouterr()
    assert json.loads(shown.err)["status"] == 200
    assert shown.out == ""


def walk(world: World) -> list[str]:
    """Let everybody do everything, name themselves wherever one can, and break the store; return secrets."""
    tokens = []
    for page in PAGES:
        browser = world.browser(world.north, owner(page))
        browser.headers = {"x_request_id": "Ivanov Pyotr, 9a", "referer": "http://testserver/?q=Ivanov"}
        tokens += [browser.token, browser.csrf()]
        ask(browser, page, fill(page, world.north) + "?q=Иванов")
    stranger = world.stranger()
    stranger.post("/sign-in", {"login": "north-student", "password": PASSWORD})
    stranger.post("/sign-in", {"login": "Иванов", "password": "mistyped " + PASSWORD})
    shutil.rmtree(world.application.settings.data / "objects")
    world.browser(world.north, "teacher").get(f"/catalogue/{world.library_edition}")
    return tokens


@pytest.mark.slow
def test_the_logs_of_a_busy_school_tell_nobody(
    world: World, configured: None, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs("json")

    tokens = walk(world)

    logged = capsys.readouterr().err
    lines = [json.loads(line) for line in logged.splitlines()]
    things = [str(value) for value in vars_of(world.north).values() if len(str(value)) > 8]
    personal = [" of north", "north-", PASSWORD, "Иванов", "Ivanov", "1 kg", "testclient", "7 north"]
    assert len(lines) > len(PAGES)
    assert any("traceback" in line for line in lines)
    assert [word for word in personal + tokens + things if word in logged] == []


def vars_of(things: Things) -> dict[str, object]:
    """Return the keys of a school's things, and of its people."""
    keys = {field.name: getattr(things, field.name) for field in fields(things)}
    people, lab = keys.pop("people"), keys.pop("lab")
    return {**keys, **people, "bench": lab.attempt, "run of a lab": lab.run}
