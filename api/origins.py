"""The two host names: the application's own, and the one that everything uploaded is served from.

A page of one can't touch the other: cookies go by host name, so the names differ, not only the ports.
"""

from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from api.settings import Settings, SettingsRefused

_TWINS: Final = {"127.0.0.1": "localhost", "::1": "localhost", "localhost": "127.0.0.1"}
_USUAL_PORTS: Final = {"http": 80, "https": 443}


def application_origin(settings: Settings) -> str:
    """Return where browsers find the pages: scheme, host and port."""
    return _origin(settings, settings.origin or settings.host, "TETRAD_ORIGIN")


def object_origin(settings: Settings) -> str:
    """Return where browsers find uploaded files. Raises SettingsRefused if that is unknown."""
    given = settings.object_host or _TWINS.get(settings.host.strip("[]"), "")
    if not given:
        raise SettingsRefused(
            "Tetrad serves uploaded files from a host name of their own, beside the one of its pages.\n"
            "Name it with --object-host (TETRAD_OBJECT_HOST), such as files.school.example; both names lead\n"
            "to this server.",
            "Загруженные файлы Тетрадь отдаёт с отдельного имени хоста, не с того, что у страниц.\n"
            "Укажите его в --object-host (TETRAD_OBJECT_HOST), например files.school.example; оба имени\n"
            "ведут на этот сервер.",
        )
    return _origin(settings, given, "TETRAD_OBJECT_HOST")


def is_object_host(settings: Settings, host: str) -> bool:
    """Say whether a request's `Host` names the object host, whatever the port."""
    return _host_name(f"//{host}") == _host_name(object_origin(settings))


def require_two_hosts(settings: Settings) -> None:
    """Raise SettingsRefused unless pages and uploaded files are reached by two different host names."""
    files = object_origin(settings)
    if settings.behind_proxy and not (settings.origin and settings.object_host):
        raise SettingsRefused(
            "Behind a proxy, say where browsers find Tetrad: --origin https://school.example\n"
            "(TETRAD_ORIGIN), and by which other name they find uploaded files: --object-host\n"
            "files.school.example (TETRAD_OBJECT_HOST). The proxy passes both names on in the Host header.",
            "Тетрадь стоит за прокси: скажите, где её находят браузеры: --origin https://school.example\n"
            "(TETRAD_ORIGIN), и под каким другим именем они находят загруженные файлы: --object-host\n"
            "files.school.example (TETRAD_OBJECT_HOST). Прокси передаёт оба имени в заголовке Host.",
        )
    if _host_name(files) == _host_name(application_origin(settings)):
        raise SettingsRefused(
            f"TETRAD_OBJECT_HOST is {settings.object_host}, which is the host name of the pages themselves.\n"
            "Uploaded files need another name (another port is not enough): cookies would travel to them.",
            f"В TETRAD_OBJECT_HOST записано {settings.object_host} — это имя хоста самих страниц.\n"
            "Загруженным файлам нужно другое имя (другого порта мало): иначе к ним попадут cookies.",
        )


def _origin(settings: Settings, given: str, name: str) -> str:
    # Behind a proxy our own port is not the one that browsers ask for.
    port = None if settings.behind_proxy else settings.port
    return _read_origin("https" if settings.secure else "http", given, port, name)


# Each request asks it of the same two names.
@lru_cache(maxsize=64)
def _read_origin(scheme: str, given: str, own_port: int | None, name: str) -> str:
    bracketed = (
        f"[{given}]" if given.count(":") > 1 and not given.startswith("[") and "/" not in given else given
    )
    try:
        parts = urlsplit(bracketed if "://" in bracketed else f"{scheme}://{bracketed}")
        port = parts.port
    except ValueError as error:
        raise _unreadable(name, given) from error
    plain = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None)
    if parts.scheme not in _USUAL_PORTS or not parts.hostname or not plain or not given.isascii():
        raise _unreadable(name, given)
    if port is None and "://" not in given:
        port = own_port
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + ("" if port in (None, _USUAL_PORTS[parts.scheme]) else f":{port}")


def _unreadable(name: str, given: str) -> SettingsRefused:
    return SettingsRefused(
        f"{name} is {given!r}; give a host name, or scheme, name and port: https://school.example:8443.",
        f"В {name} записано {given!r}; нужно имя хоста или схема, имя и порт: https://school.example:8443.",
    )


# Each request asks it of the same two names.
@lru_cache(maxsize=64)
def _host_name(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""
