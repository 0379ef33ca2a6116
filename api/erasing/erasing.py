"""What of a student stands in which table, and taking it all out in one transaction.

Work of theirs goes with them: an answer may say a name. What a teacher wrote about it goes, too. What other
students did stays, with what counts of it; a regrade forgets the line of who is gone.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text

from api.auth.repeats import Repeats
from api.erasing.register import hash_of, hashes_of, write_register
from library_core.people import PersonKey, SchoolKey

_ATTEMPTS: Final = "SELECT key FROM attempts WHERE student = :person"
_APPEALS: Final = f"SELECT key FROM appeals WHERE attempt IN ({_ATTEMPTS})"
_PRACTICES: Final = "SELECT key FROM practice_runs WHERE person = :person"
_SESSIONS: Final = (
    f"SELECT key FROM lab_sessions WHERE person = :person OR attempt IN ({_ATTEMPTS}) "
    f"OR practice IN ({_PRACTICES})"
)
_UPLOADS: Final = "SELECT key FROM uploads WHERE person = :person"

OWN: Final[tuple[tuple[str, str], ...]] = (
    ("lab_entries", f"session IN ({_SESSIONS})"),
    ("lab_sessions", f"key IN ({_SESSIONS})"),
    ("practice_runs", "person = :person"),
    ("rejudgements", f"attempt IN ({_ATTEMPTS})"),
    ("rekeyed_slots", f"attempt IN ({_ATTEMPTS})"),
    ("accepted_answers", f"appeal IN ({_APPEALS})"),
    ("appeals", f"attempt IN ({_ATTEMPTS})"),
    ("marks", f"attempt IN ({_ATTEMPTS})"),
    ("slot_grades", f"attempt IN ({_ATTEMPTS})"),
    ("drafts", f"attempt IN ({_ATTEMPTS})"),
    ("submissions", f"attempt IN ({_ATTEMPTS}) OR person = :person"),
    ("dismissed_hints", f"attempt IN ({_ATTEMPTS}) OR source IN ({_ATTEMPTS})"),
    ("attempts", "student = :person"),
    ("class_members", "student = :person"),
    ("annotations", "person = :person"),
    ("comments", "person = :person"),
    ("course_steps", "person = :person"),
    ("ratings", "person = :person"),
    ("reading_places", "person = :person"),
    ("upload_parts", f"upload IN ({_UPLOADS})"),
    ("uploads", "person = :person"),
    ("jobs", "person = :person"),
    ("sessions", "person = :person"),
    ("credentials", "person = :person"),
    ("person_roles", "person = :person"),
    ("people", "key = :person"),
)
"""Tables and which of their rows are the person's, each before those that its rows name."""

NAMELESS: Final = ("sign_in_failures",)
"""Tables that don't say whose a row is, and keep it for a day at most: all of them go."""


class NotErasable(Exception):
    """Who teaches or publishes can't be erased: what they gave out belongs to the school."""


def require_student(connection: Connection, person: PersonKey) -> None:
    """Raise NotErasable for anybody who is more than a student."""
    roles = connection.execute(
        text("SELECT role FROM person_roles WHERE person = :person"), {"person": person}
    )
    if {row.role for row in roles} - {"student"}:
        raise NotErasable


def count_rows(connection: Connection, person: PersonKey) -> Mapping[str, int]:
    """Return how many rows of which tables would go."""
    counts = {
        table: int(
            connection.execute(
                text(f"SELECT count(*) FROM {table} WHERE {where}"), {"person": person}
            ).scalar_one()
        )
        for table, where in OWN
    }
    return {table: count for table, count in counts.items() if count}


def erase(connection: Connection, person: PersonKey) -> int:
    """Take out all rows of a person; return how many."""
    count = 0
    for key, changes in list(_regrades_without(connection, person)):
        connection.execute(
            text("UPDATE regrades SET changes = :changes WHERE key = :key"), {"key": key, "changes": changes}
        )
    for table, where in OWN:
        count += connection.execute(text(f"DELETE FROM {table} WHERE {where}"), {"person": person}).rowcount
    # What a regrade would change names students; who looks again has it made anew.
    connection.execute(text("DELETE FROM jobs WHERE kind = 'foresight'"))
    for table in NAMELESS:
        connection.execute(text(f"DELETE FROM {table}"))
    # These don't say whose they are, either; who sends a request again must not have it done again.
    Repeats(connection).forget_answers()
    return count


def erase_again(connection: Connection, register: bytes) -> int:
    """Take out everybody whom the register knows; return how many."""
    hashes = hashes_of(register)
    if not hashes:
        return 0
    people = connection.execute(text("SELECT school, key FROM people")).all()
    found = [row.key for row in people if hash_of(SchoolKey(row.school), PersonKey(row.key)) in hashes]
    for key in found:
        erase(connection, PersonKey(key))
    return len(found)


def keep_erased(connection: Connection, data: Path, register: bytes) -> int:
    """Take out everybody whom the register knows, and keep it in the data folder; return how many."""
    count = erase_again(connection, register)
    write_register(data, register)
    return count


def _regrades_without(connection: Connection, person: PersonKey) -> Iterator[tuple[str, str]]:
    """Yield the regrades that tell of the person, with what they tell of others."""
    rows = connection.execute(
        text(
            "SELECT key, changes FROM regrades WHERE assignment IN "
            "(SELECT assignment FROM attempts WHERE student = :person)"
        ),
        {"person": person},
    )
    for row in rows:
        kept = [change for change in json.loads(row.changes) if change["student"] != person]
        yield row.key, json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
