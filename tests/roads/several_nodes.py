"""What the tests of several nodes share: a small library, a crowd that never stops asking, and logs."""

import http.client
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode

from api.bootstrap import Application
from api.task_pools import POOL_RECIPE, prove_later, supply_published_lab
from api.web.visits import present
from content.loader import built_in, find_documents, publish_documents
from content.readers import readers
from content.tables import library_tables
from deploy.local.processes import Running
from library_core.library import Act
from library_core.people import LIBRARY
from variants.pools import build_pool, pool_to_bytes
from variants.templates.task import Task

PRACTICAL = (
    "tasks/mechanics/block-on-incline.yaml",
    "tasks/mechanics/car-parked-on-a-hill.yaml",
    "tasks/mechanics/friction-from-the-time.yaml",
    "labs/friction-on-an-incline/lab.yaml",
    "notebooks/friction-practical/friction-practical.ru.md",
)
Answer = tuple[int, str]


def publish(application: Application, files: Sequence[str], *, prepared: bool) -> None:
    """Publish built-in documents, with small pools or with none yet."""
    small, lab = (_small_pool, supply_published_lab) if prepared else (prove_later, prove_later)
    press = replace(application.press, readers=readers(library_tables(), small, lab))
    for file in files:
        documents = find_documents(Path(str(built_in())) / file)
        outcomes = list(publish_documents(press, documents, Act(school=LIBRARY, at=present())))
        assert [outcome.problems for outcome in outcomes] == [()]


def ask(port: int, path: str, headers: Mapping[str, str], form: Mapping[str, str] | None = None) -> Answer:
    """Send one request on a connection of its own; return the status (0: no answer) and the page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        if form is None:
            connection.request("GET", path, headers=dict(headers))
        else:
            sent = {"content-type": "application/x-www-form-urlencoded", **headers}
            connection.request("POST", path, urlencode(form), sent)
        response = connection.getresponse()
        return response.status, response.read().decode()
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()


def fail_to_sign_in(ports: Sequence[int], host: str, login: str) -> int:
    """Take the form from one node, send it to the other with a wrong password; return the status."""
    headers = {"host": host}
    page = ask(ports[0], "/sign-in", headers)[1]
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token is not None
    form = {"csrf": token[1], "login": login, "password": "seven small sevenths"}
    return ask(ports[1], "/sign-in", headers | {"origin": f"http://{host}"}, form)[0]


@dataclass(slots=True, kw_only=True)
class Crowd:
    """What people met who never stopped asking."""

    answers: Counter[int] = field(default_factory=Counter)
    failed: int = 0
    failed_twice: int = 0


@contextmanager
def crowd(port: int, path: str, cookie: str, *, people: int = 4) -> Iterator[Crowd]:
    """Have people ask for a page as long as the block runs; who gets no answer asks once more."""
    met, over, lock = Crowd(), threading.Event(), threading.Lock()

    def stay() -> None:
        while not over.is_set():
            status = ask(port, path, {"cookie": cookie})[0]
            again = status if status == 200 else ask(port, path, {"cookie": cookie})[0]
            with lock:
                met.answers[status] += 1
                met.failed += status != 200
                met.failed_twice += again != 200
            time.sleep(0.02)

    threads = [threading.Thread(target=stay) for _ in range(people)]
    for thread in threads:
        thread.start()
    try:
        yield met
    finally:
        over.set()
        for thread in threads:
            thread.join()


def answered(node: Running) -> int:
    """Return how many requests a node has answered since it was first started, by its log."""
    lines = node.program.log.read_text("utf-8").splitlines()
    return sum(json.loads(line).get("event") == "request" for line in lines if line.startswith("{"))


def _small_pool(task: Task) -> Mapping[str, bytes]:
    return {POOL_RECIPE: pool_to_bytes(build_pool(task, size=300))}
