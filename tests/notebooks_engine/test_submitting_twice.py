"""A request that reaches two processes at the same moment is answered once."""

import os
import subprocess
import sys

import pytest
from engine_worlds import World

from library_core.adapters.database import Database

SLOTS = 8

HAND_IN = """
import sys
from engine_worlds import NOW, SECRET, no_labs
from library_core.adapters.database import Database
from library_core.identities import new_key
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.adapters.sql_engine import SqlStore
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.studying.submitting import HandIn, submit

url, school, person, attempt = sys.argv[1:]
store = SqlStore(Database(url))
student = Actor(school=SchoolKey(school), person=PersonKey(person))
print("ready", flush=True)
for line in sys.stdin:
    slot = line.strip()
    handed = HandIn(
        attempt=AttemptKey(attempt), slot=slot, answers={"x": "1"}, language="en", request="once " + slot
    )
    occasion = Occasion(now=NOW, secret=SECRET, new_key=new_key)
    done = submit(store, student, handed, occasion, no_labs)
    print(done.submission.key, done.repeated, flush=True)
"""


def tell(process: "subprocess.Popen[str]", line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def hear(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout is not None
    return process.stdout.readline().split()


@pytest.mark.slow
def test_the_same_request_at_once_in_two_processes_gives_one_submission(
    world: World, database: Database
) -> None:
    world.assign(*[("length",)] * SLOTS)
    student, attempt = world.students[0], world.attempt(world.students[0])
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", HAND_IN, url, student.school, student.person, attempt]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    pipe = subprocess.PIPE
    two = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=path) for _ in "12"]
    assert [hear(process) for process in two] == [["ready"], ["ready"]]

    for slot in range(1, SLOTS + 1):
        for process in two:
            tell(process, str(slot))
        (one, repeated), (other, repeated_too) = map(hear, two)
        assert (one, {repeated, repeated_too}) == (other, {"True", "False"})

    assert [process.communicate()[0] for process in two] == ["", ""]
    opened = world.store.read(lambda engine: engine.attempts.open_own(student, attempt))
    assert opened is not None
    assert len(opened.submissions) == SLOTS
