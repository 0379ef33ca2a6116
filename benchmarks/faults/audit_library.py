"""What publishers were told is compared with the library: files, packages, objects, feed and index."""

import contextlib
import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from typing import Final

from api.bootstrap import Application
from benchmarks.faults.classroom import PUBLISHER
from benchmarks.faults.ledger import Ledger
from benchmarks.school import SCHOOL
from library_core.editions import State
from library_core.jobs import Job, JobKey
from library_core.objects import ObjectMissing
from library_core.people import LIBRARY
from library_core.uploads import FileUpload
from library_core.verifying import verify_objects

LONGEST_JOB: Final = 600.0
"""Seconds: a worker that died is waited for, and its successor has to do the work."""
_BETWEEN: Final = 0.5
_PORTION: Final = 1000
_PUBLISHED: Final[tuple[State, ...]] = ("published",)
_DRAFTS: Final[tuple[State, ...]] = ("draft",)


def audit_library(application: Application, ledger: Ledger) -> Iterator[str]:
    """Yield what is lost, doubled or wrong in the library."""
    yield from _packages(application, ledger)
    yield from _uploads(application, ledger)
    for found in verify_objects(application.objects, application.press.library):
        if found.problem:
            yield f"object {found.key} is {found.problem}; held by {', '.join(found.holders) or 'nobody'}"
    yield from _feed(application)


def _uploads(application: Application, ledger: Ledger) -> Iterator[str]:
    mine = application.read(lambda unit: unit.library.uploads.list(SCHOOL, PUBLISHER.person))
    counted = Counter(one.key for one in mine)
    by_key = {str(one.key): one for one in mine}
    for entry in ledger.of("upload"):
        found = by_key.get(entry.key)
        if found is None or counted[found.key] != 1:
            yield f"upload {entry.place[0]}, acknowledged, is not there once"
        elif str(found.size) != entry.place[1] or _digest(application, found) != entry.said:
            yield f"upload {entry.place[0]} is not what was sent"


def _digest(application: Application, upload: FileUpload) -> str:
    """Return the hash of the bytes that are kept, or nothing if they aren't."""
    digest = hashlib.sha256()
    if upload.object is None:
        return ""
    with contextlib.suppress(ObjectMissing), application.objects.open(upload.object) as source:
        while piece := source.read(_PORTION * _PORTION):
            digest.update(piece)
        return digest.hexdigest()
    return ""


def _packages(application: Application, ledger: Ledger) -> Iterator[str]:
    """Yield packages of which no draft was made, or several."""
    ended = {entry.place[0]: _ended(application, entry.said) for entry in ledger.of("package")}
    drafts = application.read(lambda unit: unit.library.editions.in_states(SCHOOL, _DRAFTS))
    counted = Counter(draft.work.identifier for draft in drafts)
    for name, job in ended.items():
        if job is None or job.state != "done":
            yield f"package {name}: its job is {job.state if job else 'lost'}"
        elif counted[name] != 1:
            yield f"package {name}: there are {counted[name]} drafts of it"
    for name, count in counted.items():
        if count > 1:
            yield f"package {name}: there are {count} drafts of it"


def _ended(application: Application, address: str) -> Job | None:
    """Return the job that a page was about, once it has ended; None if there is none, or it does not end."""
    key = JobKey(address.rsplit("/", 1)[-1])
    deadline = time.monotonic() + LONGEST_JOB
    while True:
        job = application.read(lambda unit: unit.library.jobs.find(key))
        if job is None or not job.is_open or time.monotonic() > deadline:
            return job
        time.sleep(_BETWEEN)


def _feed(application: Application) -> Iterator[str]:
    """Yield what is published and not in the feed, and whether the index follows the feed to its end."""
    editions = application.read(
        lambda unit: [
            one.key
            for school in (LIBRARY, SCHOOL)
            for one in unit.library.editions.in_states(school, _PUBLISHED)
            if one.work.school == school
        ]
    )
    changes = application.read(lambda unit: unit.library.changes.after(0, 100 * _PORTION))
    told = {change.key for change in changes}
    yield from (
        f"edition {key} is published, and the feed does not tell" for key in editions if key not in told
    )
    application.follower.catch_up()
    last = application.read(lambda unit: unit.library.changes.last())
    if application.index.sequence() != last:
        yield f"the index stands at {application.index.sequence()}, and the feed at {last}"
