"""Settings: read once from the environment and the command line, then frozen."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from api.object_settings import read_bucket, write_bucket
from api.refused import Refused
from api.sizes import read_size
from library_core.buckets import Bucket

DEFAULT_PORT: Final = 8000
LARGEST_PORT: Final = 65535
MOSCOW: Final = ZoneInfo("Europe/Moscow")
LARGEST_UPLOAD: Final = 4 << 30
QUOTA: Final = 50 << 30

SearchIndex = Literal["whoosh", "tantivy"]


class SettingsRefused(Refused):
    """The operator's settings can't be used; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the application is told from outside.

    `threads` also sizes the pool of database readers; with `prepare` pools are made beside the server.
    `search` names the index: Whoosh needs nothing, Tantivy is for hundreds of thousands of works.
    `origin` and `object_host` are as given; `api.origins` says what they come to. `objects` is None for the
    folder; `largest_upload` of a file and usual `quota` of a school are in bytes.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False
    origin: str = ""
    object_host: str = ""
    objects: Bucket | None = None
    largest_upload: int = LARGEST_UPLOAD
    quota: int = QUOTA
    threads: int = 6
    hashing_threads: int = 2
    longest_sign_in_queue: int = 200
    timezone: ZoneInfo = MOSCOW
    prepare: bool = True
    two_person_review: bool = True
    search: SearchIndex = "whoosh"

    @property
    def secure(self) -> bool:
        """Whether browsers reach us over TLS, ours or a proxy's."""
        return self.certificate is not None or self.behind_proxy


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read `TETRAD_*`. Raises SettingsRefused with what to do."""
    given = os.environ if environment is None else environment
    return Settings(
        data=Path(given.get("TETRAD_DATA") or default_data_folder()).expanduser().absolute(),
        host=given.get("TETRAD_HOST", "127.0.0.1"),
        port=_whole(given, "TETRAD_PORT", DEFAULT_PORT, highest=LARGEST_PORT),
        certificate=_file(given, "TETRAD_CERTIFICATE"),
        key=_file(given, "TETRAD_KEY"),
        behind_proxy=_yes(given, "TETRAD_BEHIND_PROXY", "no"),
        origin=given.get("TETRAD_ORIGIN", ""),
        object_host=given.get("TETRAD_OBJECT_HOST", ""),
        objects=read_bucket(given),
        largest_upload=_size(given, "TETRAD_LARGEST_UPLOAD", LARGEST_UPLOAD),
        quota=_size(given, "TETRAD_QUOTA", QUOTA),
        prepare=_yes(given, "TETRAD_PREPARE", "yes"),
        two_person_review=_yes(given, "TETRAD_TWO_PERSON_REVIEW", "yes"),
        search=_search_index(given.get("TETRAD_SEARCH", "whoosh")),
        threads=_whole(given, "TETRAD_THREADS", 6, highest=256),
        timezone=_zone(given.get("TETRAD_TIMEZONE", MOSCOW.key)),
    )


def to_environment(settings: Settings) -> dict[str, str]:
    """Return the variables from which `read_settings` makes the same settings in another process."""
    variables = {
        "TETRAD_DATA": str(settings.data),
        "TETRAD_HOST": settings.host,
        "TETRAD_PORT": str(settings.port),
        "TETRAD_THREADS": str(settings.threads),
        "TETRAD_BEHIND_PROXY": "yes" if settings.behind_proxy else "no",
        "TETRAD_ORIGIN": settings.origin,
        "TETRAD_OBJECT_HOST": settings.object_host,
        "TETRAD_OBJECTS": write_bucket(settings.objects),
        "TETRAD_LARGEST_UPLOAD": str(settings.largest_upload),
        "TETRAD_QUOTA": str(settings.quota),
        "TETRAD_TIMEZONE": settings.timezone.key,
        "TETRAD_PREPARE": "yes" if settings.prepare else "no",
        "TETRAD_TWO_PERSON_REVIEW": "yes" if settings.two_person_review else "no",
        "TETRAD_SEARCH": settings.search,
    }
    if settings.certificate and settings.key:
        variables |= {"TETRAD_CERTIFICATE": str(settings.certificate), "TETRAD_KEY": str(settings.key)}
    return variables


def default_data_folder() -> str:
    """Return the folder of the embedded default: the user's own, as the XDG base directories name it."""
    return os.path.join(os.environ.get("XDG_DATA_HOME") or "~/.local/share", "tetrad")


def require_safe_address(settings: Settings) -> None:
    """Raise SettingsRefused unless the address is loopback or passwords travel encrypted."""
    if bool(settings.certificate) != bool(settings.key):
        raise SettingsRefused("Give --certificate and --key together.")
    if not settings.secure and not _is_loopback(settings.host):
        raise SettingsRefused(
            f"{settings.host} can be reached by other machines, and passwords would travel unencrypted.\n"
            "Either give --certificate FILE and --key FILE (PEM), or, when a proxy in front of Tetrad\n"
            "ends TLS, say so with --behind-proxy (TETRAD_BEHIND_PROXY=yes), or serve on 127.0.0.1."
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _whole(given: Mapping[str, str], name: str, default: int, *, highest: int) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= highest):
        raise SettingsRefused(f"{name} is {text!r}; give a whole number from 1 to {highest}.")
    return int(text)


def _size(given: Mapping[str, str], name: str, default: int) -> int:
    try:
        return read_size(given.get(name) or str(default))
    except ValueError:
        raise SettingsRefused(f"{name} is {given[name]!r}; give bytes, or a size like 500M or 20G.") from None


def _file(given: Mapping[str, str], name: str) -> Path | None:
    text = given.get(name)
    if not text:
        return None
    path = Path(text).expanduser().absolute()
    if not path.is_file():
        raise SettingsRefused(f"{name} names {path}, and there is no such file.")
    return path


def _yes(given: Mapping[str, str], name: str, default: str) -> bool:
    text = given.get(name, default).lower()
    if text not in {"yes", "no"}:
        raise SettingsRefused(f"{name} is {text!r}; give yes or no.")
    return text == "yes"


def _search_index(name: str) -> SearchIndex:
    for index in get_args(SearchIndex):
        if name == index:
            chosen: SearchIndex = index
            return chosen
    raise SettingsRefused(f"TETRAD_SEARCH is {name!r}; give {' or '.join(get_args(SearchIndex))}.")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsRefused(f"TETRAD_TIMEZONE is {name!r}; give a name like Europe/Moscow.") from error
