"""The database: whether it answers, is new enough, stands at our schema, and agrees with us about "
"the time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from api.attendance import Attendance, attendance
from api.bootstrap import Unit
from api.diagnosing.clocks import compare_clock
from api.diagnosing.findings import Finding, Looked, broken, doubtful, refused, well
from api.migrations import newest, revision_of
from api.observing.faults import describe_error
from api.refused import Refused
from api.secret_marks import ANOTHER, is_another
from api.settings import Settings

OLDEST_POSTGRESQL: Final = 15
_CONNECT_SECONDS: Final = 5


def database(looked: Looked) -> Iterator[Finding]:
    """Look at the database, changing nothing in it."""
    settings = looked.settings
    if not settings.database and not settings.database_file.exists():
        yield doubtful(
            "database",
            f"There is none yet in {settings.data}; the first start makes it.",
            f"В папке {settings.data} базы ещё нет: её создаст первый запуск.",
        )
        return
    try:
        with _connected(settings) as connection:
            yield from _look_inside(connection)
            yield from _secret(connection, settings)
            if revision_of(connection) == newest():
                yield _workers(attendance(Unit(connection=connection, secret=b"")))
    except SQLAlchemyError as error:
        yield _away(settings, describe_error(error))


def _look_inside(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name == "postgresql":
        yield judge_version(int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000)
        now = connection.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one()
        yield compare_clock("clock of the database", float(now) - time.time())
    else:
        yield _soundness(str(connection.execute(text("PRAGMA quick_check(1)")).scalar_one()))
    yield _schema(revision_of(connection), newest())


def judge_version(major: int) -> Finding:
    """Judge the version of PostgreSQL."""
    if major < OLDEST_POSTGRESQL:
        return broken(
            "database",
            f"PostgreSQL {major} is too old; Tetrad needs {OLDEST_POSTGRESQL} or later.",
            f"PostgreSQL {major} слишком стар: нужен {OLDEST_POSTGRESQL} или новее.",
        )
    return well("database", f"PostgreSQL {major} answers", f"PostgreSQL {major} отвечает")


def _soundness(said: str) -> Finding:
    if said != "ok":
        return broken(
            "database",
            "The file is damaged. Stop Tetrad, keep a copy of the data folder, and restore a backup.",
            "Файл базы повреждён. Остановите Тетрадь, сохраните копию папки данных и восстановите "
            "резервную копию.",
        )
    return well("database", "the file is whole", "файл цел")


def _schema(found: str | None, known: str) -> Finding:
    if found == known:
        return well("schema", known, known)
    if found is not None and found > known:
        return broken(
            "schema",
            f"It stands at {found}, which this program does not know. Install the newer Tetrad that made it.",
            f"Она на шаге {found}, которого эта программа не знает. Установите более новую Тетрадь, "
            "которая его "
            "сделала.",
        )
    return doubtful(
        "schema",
        f"It stands at {found or 'nothing'}; the next start brings it to {known}. Make a backup before.",
        f"Она на шаге {found or 'нуль'}; следующий запуск доведёт её до {known}. Сначала сделайте "
        "резервную копию.",
    )


def _secret(connection: Connection, settings: Settings) -> Iterator[Finding]:
    """Compare the secret here with the installation's; one that can't be read is told of elsewhere."""
    with suppress(Refused):
        if is_another(connection, settings):
            yield refused("secret of the database", ANOTHER)
        else:
            yield well("secret of the database", "it is the one here", "он тот же, что здесь")


def _workers(there: Attendance) -> Finding:
    if there.is_unattended(time.time_ns() // 1_000_000):
        return doubtful(
            "workers",
            "Jobs wait, and no worker is at work: start `tetrad worker`, or the server with "
            "TETRAD_WORKER=yes.",
            "Операции ждут, а исполнителя нет: запустите `tetrad worker` или сервер с TETRAD_WORKER=yes.",
        )
    return well("workers", "no job waits for one", "ни одна операция не ждёт исполнителя")


def _away(settings: Settings, reason: str) -> Finding:
    place = make_url(settings.database_url).render_as_string(hide_password=True)
    if not settings.database:
        return broken(
            "database",
            f"{place} can't be read ({reason}). Restore a backup, or see that the disk is well.",
            f"Не удаётся прочитать {place} ({reason}). Восстановите резервную копию или проверьте диск.",
        )
    return broken(
        "database",
        f"{place} does not answer ({reason}). See that it runs, that user and password are right, and "
        "that no "
        "firewall stands between.",
        f"{place} не отвечает ({reason}). Проверьте, что она запущена, что имя и пароль верны и что "
        "межсетевой "
        "экран не мешает.",
    )


@contextmanager
def _connected(settings: Settings) -> Iterator[Connection]:
    engine = _engine(settings)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _engine(settings: Settings) -> Engine:
    if not settings.database:
        # Nothing is made or changed by looking, not even an empty file.
        return create_engine(f"sqlite:///file:{settings.database_file}?mode=ro&uri=true", poolclass=NullPool)
    url = make_url(settings.database).set(drivername="postgresql+psycopg")
    return create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": _CONNECT_SECONDS})
