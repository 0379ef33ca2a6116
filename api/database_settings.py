"""Where the rows are kept: a SQLite file of the data, or PostgreSQL. Passwords are never printed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from api.refused import Refused
from variants.texts import Text

VARIABLE: Final = "TETRAD_DATABASE"
PASSWORD_FILE: Final = "TETRAD_DATABASE_PASSWORD_FILE"
_FORM: Final = "postgresql://USER:PASSWORD@host:5432/database?sslmode=verify-full"
_UNREADABLE: Final = Text(en="the address can't be read", ru="адрес не читается")
_NO_POSTGRESQL: Final = Text(en="it names no PostgreSQL", ru="это не адрес PostgreSQL")
_NO_DATABASE: Final = Text(en="it names no database", ru="в адресе нет имени базы")
_NO_PORT: Final = Text(en="there is no such port", ru="такого порта не бывает")
_DRIVERS: Final = frozenset({"postgresql", "postgresql+psycopg"})


class DatabaseRefused(Refused):
    """The place of the rows can't be used; the message says what to do."""


def read_database(given: Mapping[str, str]) -> str:
    """Return the URL of PostgreSQL with its password, or nothing for the file. Raises DatabaseRefused."""
    written = given.get(VARIABLE, "")
    if written in {"", "file"}:
        return ""
    return parse_database(written, given.get(PASSWORD_FILE, ""))


def parse_database(written: str, password_file: str = "") -> str:
    """Read `postgresql://…`; the password may stand in a file of its own. Raises DatabaseRefused."""
    try:
        url = make_url(written)
    except (ArgumentError, ValueError):
        raise _refused(_UNREADABLE) from None
    if url.drivername not in _DRIVERS:
        raise _refused(_NO_POSTGRESQL)
    if not url.database:
        raise _refused(_NO_DATABASE)
    if url.port is not None and not 0 < url.port < 1 << 16:
        raise _refused(_NO_PORT)
    if password_file:
        url = url.set(password=_password(password_file))
    return _written(url)


def _password(password_file: str) -> str:
    try:
        return Path(password_file).expanduser().read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise DatabaseRefused(
            f"{PASSWORD_FILE} is {password_file}, and it can't be read: {error}.",
            f"В {PASSWORD_FILE} указан файл {password_file}, и он не читается: {error}.",
        ) from error


def _written(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _refused(reason: Text) -> DatabaseRefused:
    """Say what is wrong without repeating the address: it may hold the password."""
    return DatabaseRefused(
        f"{VARIABLE} can't be used: {reason.en}. Write `file` or {_FORM}.",
        f"{VARIABLE} использовать нельзя: {reason.ru}. Запишите `file` или {_FORM}.",
    )
