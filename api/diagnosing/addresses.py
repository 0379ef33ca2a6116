"""Whether browsers' two host names lead to a server, asked from this machine."""

import socket
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, NameResolutionError, SSLError
from urllib3.util import Timeout

from api.diagnosing.findings import Finding, Looked, broken, doubtful, refused, well
from api.origins import application_origin, object_origin
from api.settings import Settings, SettingsRefused

_SECONDS: Final = Timeout(connect=5, read=5)
_SERVER_ERROR: Final = 500


def addresses(looked: Looked) -> Iterator[Finding]:
    """Look whether something answers at the origin of the pages and at the object host."""
    for name, origin_of in (("origin", application_origin), ("object host", object_origin)):
        try:
            yield _ask(name, origin_of(looked.settings), looked.settings)
        except SettingsRefused as error:
            yield refused(name, error.text)


def _ask(name: str, origin: str, settings: Settings) -> Finding:
    host = urlsplit(origin).hostname or ""
    try:
        socket.getaddrinfo(host, None)
    except OSError:
        return broken(
            name,
            f"Nobody knows the name {host}. Let the DNS lead it to the proxy, or to this machine.",
            f"Имя {host} никуда не ведёт. Пусть DNS ведёт его на прокси или на эту машину.",
        )
    try:
        with urllib3.PoolManager(retries=False, timeout=_SECONDS, cert_reqs="CERT_REQUIRED") as pool:
            status = pool.request("GET", f"{origin}/health/live", redirect=False).status
    except SSLError as error:
        return broken(
            name,
            f"{origin} answers with a certificate that browsers refuse ({type(error).__name__}). Mend it.",
            f"Сертификат {origin} браузеры не примут ({type(error).__name__}). Исправьте его.",
        )
    except (HTTPError, NameResolutionError):
        return _silent(name, origin, settings)
    if status >= _SERVER_ERROR:
        return broken(
            name,
            f"{origin} answers with status {status}: the proxy finds no server. See that Tetrad runs and "
            "that the proxy knows its port.",
            f"{origin} отвечает кодом {status}: прокси не находит сервера. Проверьте, что Тетрадь запущена и "
            "что прокси знает её порт.",
        )
    return well(name, f"{origin} answers", f"{origin} отвечает")


def _silent(name: str, origin: str, settings: Settings) -> Finding:
    if settings.behind_proxy:
        return broken(
            name,
            f"Nothing answers at {origin}. Start the proxy, or open its port in the firewall.",
            f"{origin} не отвечает. Запустите прокси или откройте его порт в межсетевом экране.",
        )
    return doubtful(
        name,
        f"Nothing answers at {origin}: Tetrad does not run now, or a firewall stands between.",
        f"{origin} не отвечает: Тетрадь сейчас не запущена или мешает межсетевой экран.",
    )
