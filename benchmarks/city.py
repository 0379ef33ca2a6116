"""A city around a school: a million attempts of other classes, put there by the database itself.

Thirty students share a class and ten assignments; each attempt has three slots with a submission and a grade,
a draft, and every eighth a bench with forty readings. What was dealt is four kilobytes of the school's own.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import psycopg
from sqlalchemy import make_url

from library_core.adapters.engines import backend_of

OF_A_CLASS: Final = 300
"""Attempts that come with one class more."""
_PORTION: Final = 100_000
_ANSWER: Final = '{"a": "' + 140 * "1" + '"}'
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "sqlite": {"KEY": "lower(hex(randomblob(11)))", "BYTES": "randomblob(16)"},
    "postgresql": {
        "KEY": "substr(md5(random()::text), 1, 22)",
        "BYTES": "decode(md5(random()::text), 'hex')",
    },
}
_COUNTED: Final = (
    "CREATE TEMPORARY TABLE {name} AS WITH RECURSIVE counted(n) AS"
    " (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < {count} - 1)"
    " SELECT n, KEY AS key FROM counted"
)
# In order of their keys: a page of an index that many of them go to is then fetched once.
_STATEMENTS: Final = (
    "INSERT INTO schools SELECT key, 'School' FROM new_schools",
    "INSERT INTO people SELECT p.key, s.key, 'Student', 'ru' FROM new_people p, new_schools s"
    " WHERE s.n = p.n / 1020",
    "INSERT INTO person_roles SELECT key, 'student' FROM new_people",
    "INSERT INTO classes SELECT c.key, s.key, '9', 0 FROM new_classes c, new_schools s WHERE s.n = c.n / 34",
    "INSERT INTO class_teachers SELECT key, 'teacher-' || key FROM new_classes",
    "INSERT INTO class_members SELECT c.key, p.key, '', p.n % 30 FROM new_people p, new_classes c"
    " WHERE c.n = p.n / 30",
    """INSERT INTO assignments (key, school, class_key, teacher, edition, title, slots, rules, due_at,
           closed_at, created_at, secret, deal, planned, separation)
       SELECT a.key, s.key, c.key, 'teacher-' || c.key, edition, title, slots, rules, due_at,
           closed_at, created_at, secret, a.key, planned, separation
       FROM (SELECT * FROM assignments LIMIT 1) one, new_assignments a, new_classes c, new_schools s
       WHERE c.n = a.n / 10 AND s.n = c.n / 34""",
    """INSERT INTO attempts (key, school, assignment, student, position, active_at, slots, number)
       SELECT t.key, s.key, a.key, p.key, t.n % 30, active_at, substr(slots, 1, 4000), 1
       FROM (SELECT * FROM attempts ORDER BY length(slots) DESC LIMIT 1) one,
           new_attempts t, new_assignments a, new_people p, new_schools s
       WHERE a.n = t.n / 30 AND p.n = t.n / 300 * 30 + t.n % 30 AND s.n = t.n / 10200
       ORDER BY t.key""",
    "INSERT INTO drafts SELECT key, '1', '{answer}', 1 FROM new_attempts ORDER BY key",
    """INSERT INTO submissions
       SELECT KEY, key, m.slot, 'student', 1, '{answer}', '{answer}', 'ru', false, 1, KEY, '1'
       FROM new_attempts, (SELECT '1' AS slot UNION ALL SELECT '2' UNION ALL SELECT '3') m ORDER BY 2""",
    """INSERT INTO slot_grades
       SELECT key, m.slot, 1, '1', '1', '1', '1', n % 30 = 0, false, false, false, 1
       FROM new_attempts, (SELECT '1' AS slot UNION ALL SELECT '2' UNION ALL SELECT '3') m ORDER BY 1""",
    """INSERT INTO lab_sessions (school, person, attempt, slot, secret, opened_at)
       SELECT 'school', 'student', key, 'lab', BYTES, 1 FROM new_attempts WHERE n % 8 = 0""",
    """INSERT INTO lab_entries SELECT l.key, m.n, BYTES, '{answer}', 1
       FROM new_attempts t, lab_sessions l, (SELECT n FROM new_attempts WHERE n < 40) m
       WHERE t.n % 8 = 0 AND l.attempt = t.key AND l.slot = 'lab'""",
    "INSERT INTO sessions SELECT KEY || KEY, key, 'school', 0, 0, false FROM new_people",
    "INSERT INTO repeats (key, body, at, status) SELECT KEY || KEY, '', 0, 303 FROM new_attempts",
)


def grow(database: str, wanted: int) -> None:
    """Fill the database of this URL up to so many attempts, or a class more; nobody else is connected.

    The planner of PostgreSQL looks at it then, as it would by itself; that of SQLite never does.
    """
    backend = backend_of(database)
    with _sqlite(database) if backend == "sqlite" else _postgresql(database) as execute:
        while (there := execute("SELECT count(*) FROM attempts")) < wanted:
            classes = -(-min(_PORTION, wanted - there) // OF_A_CLASS)
            for statement in _portion(classes):
                for name, meaning in _WORDS[backend].items():
                    statement = statement.replace(name, meaning)
                execute(statement)
            execute("COMMIT")
            execute("BEGIN")
        if backend == "postgresql":
            execute("COMMIT")
            execute("VACUUM ANALYZE")


def _portion(classes: int) -> Iterator[str]:
    counts = {
        "new_schools": classes // 34 + 1,
        "new_classes": classes,
        "new_people": 30 * classes,
        "new_assignments": 10 * classes,
        "new_attempts": OF_A_CLASS * classes,
    }
    for name, count in counts.items():
        yield _COUNTED.format(name=name, count=count)
        yield f"CREATE INDEX {name}_n ON {name} (n)"
    yield from (statement.replace("{answer}", _ANSWER) for statement in _STATEMENTS)
    yield from (f"DROP TABLE {name}" for name in counts)


@contextlib.contextmanager
def _sqlite(database: str) -> Iterator[Callable[[str], int]]:
    """Yield what runs a statement and returns the number it finds; nothing waits for the disk."""
    connection = sqlite3.connect(str(make_url(database).database), isolation_level=None)
    # Keys are random: without room for the whole of its indexes each row would wait for the disk.
    for pragma in ("synchronous = OFF", "cache_size = -2000000", "mmap_size = 16000000000"):
        connection.execute(f"PRAGMA {pragma}")

    def execute(statement: str) -> int:
        (found,) = connection.execute(statement).fetchone() or (0,)
        return int(found)

    with contextlib.closing(connection):
        execute("BEGIN")
        yield execute
        execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextlib.contextmanager
def _postgresql(database: str) -> Iterator[Callable[[str], int]]:
    """Yield what runs a statement and returns the number it finds; foreign keys are not looked after."""
    with psycopg.connect(database, autocommit=True) as connection:
        for setting in ("session_replication_role = replica", "synchronous_commit = off"):
            connection.execute(f"SET {setting}")

        def execute(statement: str) -> int:
            cursor = connection.execute(statement.encode())
            return int(cursor.fetchall()[0][0]) if cursor.description else 0

        execute("BEGIN")
        yield execute
