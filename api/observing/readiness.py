"""Whether this process can serve: it asks what it depends on, within a deadline, and tells no secrets."""

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from functools import partial
from typing import Final

from sqlalchemy import Connection, text

from api.bootstrap import Application
from api.migrations import newest, revision_of
from api.observing.clocks import Clock
from api.observing.draining import Draining
from api.secret_marks import is_its_own
from library_core.objects import ObjectKey, ObjectMissing

Probe = Callable[[], str]
"""Returns a word of what it found; raises anything if the dependency fails. So say `OLDER`, `REPLACED`."""

DEADLINE_SECONDS: Final = 2.0
WELL: Final = "ok"
OLDER: Final = "older than the program"
NEWER: Final = "newer than the program"
REPLACED: Final = "replaced: start this process anew with the new one"
NO_ANSWER: Final = f"no answer in {DEADLINE_SECONDS:g} s"
STOPPING: Final = "stopping"
_FINE: Final = frozenset({WELL, NEWER})
_DISPENSABLE: Final = frozenset({"objects", "index", "clock"})
_NOTHING: Final = ObjectKey("0" * 64)


class Readiness:
    """Asks every probe in a thread of its own; one that still hangs since last time is not asked again."""

    def __init__(self, probes: Mapping[str, Probe], draining: Draining) -> None:
        self._probes = probes
        self._draining = draining
        self._lock = threading.Lock()
        self._asked: dict[str, Future[str]] = {}

    def ask(self) -> Mapping[str, str]:
        """Return what each dependency says, by name, after the deadline at the latest."""
        until = time.monotonic() + DEADLINE_SECONDS
        with self._lock:
            asked = {name: self._ask(name) for name in self._probes}
        found = {name: _outcome(answer, until) for name, answer in asked.items()}
        return found | {"process": STOPPING if self._draining.under_way else WELL}

    def _ask(self, name: str) -> "Future[str]":
        earlier = self._asked.get(name)
        if earlier is not None and not earlier.done():
            return earlier
        answer = self._asked[name] = Future()
        # A thread that hangs in a dependency never keeps the process from ending.
        threading.Thread(target=_settle, args=(answer, self._probes[name]), daemon=True).start()
        return answer


def is_ready(found: Mapping[str, str]) -> bool:
    """Say whether all of that lets a process serve.

    A schema that is newer than the program doesn't stop it: during a rolling upgrade the first new node
    migrates, and the old ones go on.
    """
    return _FINE.issuperset(found.values())


def is_able(found: Mapping[str, str]) -> bool:
    """Say whether work under way could be taken in where no process is ready.

    What is handed in needs neither objects nor the index; and when all processes differ from the database's
    clock, it is that one which is off.
    """
    return _FINE.issuperset(said for name, said in found.items() if name not in _DISPENSABLE)


def probes_of(application: Application) -> Mapping[str, Probe]:
    """Return the probes of what the application depends on."""
    known = newest()
    return {
        "database": lambda: application.database.probe(_answers),
        "schema": lambda: application.database.probe(partial(_compare_schema, known=known)),
        "secret": lambda: application.database.probe(partial(_compare_secret, secret=application.secret)),
        "clock": Clock(application.database).ask,
        "objects": lambda: _ask_objects(application),
        "index": lambda: _ask_index(application),
    }


def _answers(connection: Connection) -> str:
    connection.execute(text("SELECT 1")).scalar_one()
    return WELL


def _compare_schema(connection: Connection, *, known: str) -> str:
    found = revision_of(connection)
    if found == known:
        return WELL
    return NEWER if found is not None and found > known else OLDER


def _compare_secret(connection: Connection, *, secret: bytes) -> str:
    """Say whether the secret has been replaced since this process began."""
    return WELL if is_its_own(connection, secret) else REPLACED


def _ask_objects(application: Application) -> str:
    """Ask for an object that can't be there: a store that says so has answered."""
    if application.settings.objects is None:
        # A folder that isn't there would say the same of every object.
        _require_folder(application)
    try:
        application.unwatched.size(_NOTHING)
    except ObjectMissing:
        return WELL
    return WELL


def _ask_index(application: Application) -> str:
    # An index makes its folder anew, and the one around it, whose loss is then told by nobody.
    _require_folder(application)
    application.index.sequence()
    return WELL


def _require_folder(application: Application) -> None:
    next(application.settings.data.iterdir(), None)


def _settle(answer: "Future[str]", probe: Probe) -> None:
    try:
        answer.set_result(probe())
    except Exception as error:  # noqa: BLE001 - whatever a dependency raises, it isn't ready
        answer.set_exception(error)


def _outcome(answer: "Future[str]", until: float) -> str:
    try:
        error = answer.exception(timeout=max(0.0, until - time.monotonic()))
    except Late:
        return NO_ANSWER
    return answer.result() if error is None else f"fails: {type(error).__name__}"
