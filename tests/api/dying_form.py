"""Send one form to the application in a process of its own, and die in the middle of its write or just after.

Arguments: data folder, `inside` or `after`, token of a session.
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from school_worlds import ORIGIN, settings_of
from sqlalchemy import Connection
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api.admission.gate import make_gates
from api.auth.sessions import csrf_token
from api.bootstrap import open_application
from api.route_table import PAGES
from api.web.routing import make_route
from api.web.visits import SESSION_COOKIE
from library_core.adapters.leased_database import Transactions

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DyingDatabase:
    """Reads like the database it is given; its first write is the last thing this process does."""

    database: Transactions
    inside: bool

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a transaction that changes nothing."""
        return self.database.read(work)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work and die: before the transaction ends, or when it is kept."""

        def die_inside(connection: Connection) -> T:
            result = work(connection)
            if self.inside:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        self.database.write(die_inside)
        os.kill(os.getpid(), signal.SIGKILL)
        raise SystemExit


def main(data: str, moment: str, token: str) -> None:
    """Make a class `9C` under the key `crash`."""
    application = open_application(settings_of(Path(data)))
    dying = replace(application, transactions=DyingDatabase(application.database, moment == "inside"))
    gates = make_gates(threads=1, hashing_threads=1, patience=1)
    client = TestClient(Starlette(routes=[make_route(page, dying, gates) for page in PAGES]), base_url=ORIGIN)
    form = {"csrf": csrf_token(token, application.secret), "name": "9C", "idempotency": "crash"}
    client.post("/classes", data=form, headers={"origin": ORIGIN, "cookie": f"{SESSION_COOKIE}={token}"})


if __name__ == "__main__":
    main(*sys.argv[1:])
