"""Settings: read once from the environment and the command line, then frozen."""

import contextlib
import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from api.database_settings import VARIABLE as DATABASE
from api.database_settings import read_database
from api.object_settings import read_bucket, write_bucket
from api.refused import Refused
from api.sizes import read_size
from library_core.buckets import Bucket

DEFAULT_PORT: Final = 8000
LARGEST_PORT: Final = 65535
MOSCOW: Final = ZoneInfo("Europe/Moscow")
LARGEST_UPLOAD: Final = 4 << 30
LARGEST_IMPORT: Final = 200 << 30
QUOTA: Final = 50 << 30
STOP_WITHIN: Final = 25
LONGEST_STOP: Final = 3600

SearchIndex = Literal["whoosh", "tantivy"]
LogForm = Literal["json", "text"]
W = TypeVar("W", bound=str)


class SettingsRefused(Refused):
    """The operator's settings can't be used; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the application is told from outside.

    `threads` also sizes the pool of database readers. When all are taken, who opens a page waits `patience`
    seconds at most, who has work under way as long but before them, who looks around half as long. With
    `worker` what takes long is worked off beside the server, and with `prepare` so are the pools that are
    lacking. With `built_in` what comes with the program is published before serving.
    `search` names the index: Whoosh needs nothing, Tantivy is for hundreds of thousands of works.
    `origin` and `object_host` are as given; `api.origins` says what they come to. `database` is the URL of
    PostgreSQL, or nothing for a file of the data; `objects` is None for the folder; `largest_upload` of a
    file, `largest_import` of all that an export holds, and usual `quota` of a school are in bytes. `traces`
    is the address of a collector, or nothing. When
    told to stop, the server says so for `drain` seconds before it takes no more requests, and ends
    `stop_within` seconds later at the latest.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False
    origin: str = ""
    object_host: str = ""
    database: str = field(default="", repr=False)
    objects: Bucket | None = None
    largest_upload: int = LARGEST_UPLOAD
    largest_import: int = LARGEST_IMPORT
    quota: int = QUOTA
    threads: int = 6
    hashing_threads: int = 2
    patience: int = 2
    timezone: ZoneInfo = MOSCOW
    worker: bool = True
    built_in: bool = True
    prepare: bool = True
    two_person_review: bool = True
    search: SearchIndex = "whoosh"
    secret_file: Path | None = None
    backup_key_file: Path | None = None
    log: LogForm = "json"
    metrics_token_file: Path | None = None
    traces: str = ""
    traces_percent: int = 100
    drain: int = 0
    stop_within: int = STOP_WITHIN

    @property
    def database_url(self) -> str:
        """The URL of the database, with its password if it has one."""
        return self.database or f"sqlite:///{self.database_file}"

    @property
    def database_file(self) -> Path:
        """Where the database is when it is a file of our own."""
        return self.data / "tetrad.sqlite3"

    @property
    def secure(self) -> bool:
        """Whether browsers reach us over TLS, ours or a proxy's."""
        return self.certificate is not None or self.behind_proxy


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read `TETRAD_*`. Raises SettingsRefused with what to do."""
    given = os.environ if environment is None else environment
    return Settings(
        data=Path(given.get("TETRAD_DATA", "").strip() or default_data_folder()).expanduser().absolute(),
        host=given.get("TETRAD_HOST", "127.0.0.1"),
        port=_whole(given, "TETRAD_PORT", DEFAULT_PORT, highest=LARGEST_PORT),
        certificate=_file(given, "TETRAD_CERTIFICATE"),
        key=_file(given, "TETRAD_KEY"),
        behind_proxy=_yes(given, "TETRAD_BEHIND_PROXY", "no"),
        origin=given.get("TETRAD_ORIGIN", ""),
        object_host=given.get("TETRAD_OBJECT_HOST", ""),
        database=read_database(given),
        objects=read_bucket(given),
        largest_upload=_size(given, "TETRAD_LARGEST_UPLOAD", LARGEST_UPLOAD),
        largest_import=_size(given, "TETRAD_LARGEST_IMPORT", LARGEST_IMPORT),
        quota=_size(given, "TETRAD_QUOTA", QUOTA),
        worker=_yes(given, "TETRAD_WORKER", "yes"),
        built_in=_yes(given, "TETRAD_BUILT_IN", "yes"),
        prepare=_yes(given, "TETRAD_PREPARE", "yes"),
        two_person_review=_yes(given, "TETRAD_TWO_PERSON_REVIEW", "yes"),
        search=_one_of(given, "TETRAD_SEARCH", "whoosh", get_args(SearchIndex)),
        threads=_whole(given, "TETRAD_THREADS", 6, highest=256),
        patience=_whole(given, "TETRAD_PATIENCE", 2, highest=120),
        timezone=_zone(given.get("TETRAD_TIMEZONE", MOSCOW.key)),
        secret_file=_file(given, "TETRAD_SECRET_FILE"),
        backup_key_file=_file(given, "TETRAD_BACKUP_KEY_FILE"),
        log=_one_of(given, "TETRAD_LOG", "json", get_args(LogForm)),
        metrics_token_file=_file(given, "TETRAD_METRICS_TOKEN_FILE"),
        traces=given.get("TETRAD_TRACES", ""),
        traces_percent=_whole(given, "TETRAD_TRACES_PERCENT", 100, highest=100),
        drain=_whole(given, "TETRAD_DRAIN", 0, highest=LONGEST_STOP, lowest=0),
        stop_within=_whole(given, "TETRAD_STOP_WITHIN", STOP_WITHIN, highest=LONGEST_STOP),
    )


def to_environment(settings: Settings) -> dict[str, str]:
    """Return the variables from which `read_settings` makes the same settings in another process."""
    variables = {
        "TETRAD_DATA": str(settings.data),
        "TETRAD_HOST": settings.host,
        "TETRAD_PORT": str(settings.port),
        "TETRAD_THREADS": str(settings.threads),
        "TETRAD_PATIENCE": str(settings.patience),
        "TETRAD_BEHIND_PROXY": "yes" if settings.behind_proxy else "no",
        "TETRAD_ORIGIN": settings.origin,
        "TETRAD_OBJECT_HOST": settings.object_host,
        DATABASE: settings.database or "file",
        "TETRAD_OBJECTS": write_bucket(settings.objects),
        "TETRAD_LARGEST_UPLOAD": str(settings.largest_upload),
        "TETRAD_LARGEST_IMPORT": str(settings.largest_import),
        "TETRAD_QUOTA": str(settings.quota),
        "TETRAD_TIMEZONE": settings.timezone.key,
        "TETRAD_WORKER": "yes" if settings.worker else "no",
        "TETRAD_BUILT_IN": "yes" if settings.built_in else "no",
        "TETRAD_PREPARE": "yes" if settings.prepare else "no",
        "TETRAD_TWO_PERSON_REVIEW": "yes" if settings.two_person_review else "no",
        "TETRAD_SEARCH": settings.search,
        "TETRAD_LOG": settings.log,
        "TETRAD_TRACES": settings.traces,
        "TETRAD_TRACES_PERCENT": str(settings.traces_percent),
        "TETRAD_DRAIN": str(settings.drain),
        "TETRAD_STOP_WITHIN": str(settings.stop_within),
    }
    files = {
        "TETRAD_CERTIFICATE": settings.certificate,
        "TETRAD_KEY": settings.key,
        "TETRAD_SECRET_FILE": settings.secret_file,
        "TETRAD_BACKUP_KEY_FILE": settings.backup_key_file,
        "TETRAD_METRICS_TOKEN_FILE": settings.metrics_token_file,
    }
    return variables | {name: str(path) for name, path in files.items() if path is not None}


def default_data_folder() -> str:
    """Return the folder of the embedded default: the user's own, as the XDG base directories name it."""
    return os.path.join(os.environ.get("XDG_DATA_HOME") or "~/.local/share", "tetrad")


def require_safe_address(settings: Settings) -> None:
    """Raise SettingsRefused unless the address is loopback or passwords travel encrypted."""
    if bool(settings.certificate) != bool(settings.key):
        raise SettingsRefused(
            "Give --certificate and --key together.", "Укажите --certificate и --key вместе."
        )
    if not settings.secure and not _is_loopback(settings.host):
        raise SettingsRefused(
            f"{settings.host} can be reached by other machines, and passwords would travel unencrypted.\n"
            "Either give --certificate FILE and --key FILE (PEM), or, when a proxy in front of Tetrad\n"
            "ends TLS, say so with --behind-proxy (TETRAD_BEHIND_PROXY=yes), or serve on 127.0.0.1.",
            f"Адрес {settings.host} доступен другим машинам, и пароли передавались бы незашифрованными.\n"
            "Укажите --certificate ФАЙЛ и --key ФАЙЛ (PEM). Если TLS завершает прокси перед Тетрадью,\n"
            "скажите об этом: --behind-proxy (TETRAD_BEHIND_PROXY=yes). Или оставьте адрес 127.0.0.1.",
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _whole(given: Mapping[str, str], name: str, default: int, *, highest: int, lowest: int = 1) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 10 and lowest <= int(text) <= highest):
        raise SettingsRefused(
            f"{name} is {text!r}; give a whole number from {lowest} to {highest}.",
            f"В {name} записано {text!r}; нужно целое число от {lowest} до {highest}.",
        )
    return int(text)


def _size(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name) or str(default)
    with contextlib.suppress(ValueError):
        if size := read_size(text):
            return size
    raise SettingsRefused(
        f"{name} is {text!r}; give bytes, or a size like 500M or 20G.",
        f"В {name} записано {text!r}; нужно число байтов или размер вроде 500M или 20G.",
    )


def _file(given: Mapping[str, str], name: str) -> Path | None:
    text = given.get(name)
    if not text:
        return None
    path = Path(text).expanduser().absolute()
    if not path.is_file():
        raise SettingsRefused(
            f"{name} names {path}, and there is no such file.",
            f"В {name} указан файл {path}, а такого файла нет.",
        )
    return path


def _yes(given: Mapping[str, str], name: str, default: str) -> bool:
    text = given.get(name, default).lower()
    if text not in {"yes", "no"}:
        raise SettingsRefused(
            f"{name} is {text!r}; give yes or no.", f"В {name} записано {text!r}; нужно yes или no."
        )
    return text == "yes"


def _one_of(given: Mapping[str, str], name: str, default: W, allowed: tuple[W, ...]) -> W:
    text = given.get(name, default)
    for word in allowed:
        if text == word:
            return word
    raise SettingsRefused(
        f"{name} is {text!r}; give {' or '.join(allowed)}.",
        f"В {name} записано {text!r}; нужно {' или '.join(allowed)}.",
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsRefused(
            f"TETRAD_TIMEZONE is {name!r}; give a name like Europe/Moscow.",
            f"В TETRAD_TIMEZONE записано {name!r}; нужно название вроде Europe/Moscow.",
        ) from error
