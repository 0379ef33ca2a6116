"""Hand in one answer in a process of its own, and die in the middle of the write or just after it.

Arguments: data folder, `inside` or `after`, school, student, attempt.
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from school_worlds import occasion, settings_of

from api.bootstrap import open_application
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.repositories import Engine, Store
from notebooks_engine.studying.submitting import HandIn, submit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DyingStore:
    """Reads like the store it is given; its first write is the last thing this process does."""

    store: Store
    inside: bool

    def read(self, work: Callable[[Engine], T]) -> T:
        """Run the work in a transaction that changes nothing."""
        return self.store.read(work)

    def write(self, work: Callable[[Engine], T]) -> T:
        """Run the work and die: before the transaction ends, or when it is kept."""

        def die_inside(engine: Engine) -> T:
            result = work(engine)
            if self.inside:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        result = self.store.write(die_inside)
        os.kill(os.getpid(), signal.SIGKILL)
        return result


def main(data: str, moment: str, school: str, student: str, attempt: str) -> None:
    """Hand in `1 kg` for the first slot under the key `crash`."""
    application = open_application(settings_of(Path(data)))
    store, labs = (
        DyingStore(application.engine, moment == "inside"),
        application.shelf.labs(SchoolKey(school)),
    )
    handed = HandIn(
        attempt=AttemptKey(attempt), slot="1", answers={"part": "1 kg"}, language="ru", request="crash"
    )
    submit(store, Actor(school=SchoolKey(school), person=PersonKey(student)), handed, occasion(), labs)


if __name__ == "__main__":
    main(*sys.argv[1:])
