"""`tetrad serve`: migrate, publish what is built in, and serve until told to stop."""

import argparse
import contextlib
import dataclasses
import logging
import os
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from api.bootstrap import Application, open_application
from api.built_in_library import publish_built_in
from api.commands.connections import make_room_for_connections
from api.commands.option_help import Say, helper
from api.contradictions import require_consistent
from api.jobs.working import working
from api.observing.draining import stop_after_draining
from api.observing.logs import configure_logs, log_config
from api.observing.watch import require_traceable
from api.setting_names import tell_unknown
from api.settings import (
    LARGEST_PORT,
    Settings,
    SettingsRefused,
    read_settings,
    to_environment,
)

_LOG: Final = logging.getLogger("tetrad")
_GIVEN: Final = ("host", "port", "certificate", "key", "origin", "object_host")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad serve`."""
    say = helper(parser)
    parser.add_argument(
        "--host",
        help=say(
            "address to serve on (default 127.0.0.1, or TETRAD_HOST)",
            "на каком адресе работать (обычно 127.0.0.1 или TETRAD_HOST)",
        ),
    )
    parser.add_argument(
        "--port",
        type=int,
        help=say(
            "port to serve on (default 8000, or TETRAD_PORT)",
            "на каком порту работать (обычно 8000 или TETRAD_PORT)",
        ),
    )
    parser.add_argument(
        "--certificate", type=Path, help=say("PEM file of the TLS certificate", "файл PEM с сертификатом TLS")
    )
    parser.add_argument(
        "--key", type=Path, help=say("PEM file of its private key", "файл PEM с его закрытым ключом")
    )
    _configure_names(parser, say)


def _configure_names(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "--behind-proxy",
        action="store_true",
        help=say("a proxy in front of Tetrad ends TLS", "TLS завершает прокси перед Тетрадью"),
    )
    parser.add_argument(
        "--origin",
        help=say(
            "where browsers find the pages, like https://school.example",
            "где браузеры находят страницы, например https://school.example",
        ),
    )
    parser.add_argument(
        "--object-host",
        help=say(
            "the other host name, that uploaded files are served from",
            "другое имя узла, с которого отдаются загруженные файлы",
        ),
    )


def run(arguments: argparse.Namespace) -> int:
    """Prepare and serve. Raises Refused for settings and documents that can't be served."""
    return prepare_and_serve(arguments, lambda application: None)


def prepare_and_serve(arguments: argparse.Namespace, prepare: Callable[[Application], None]) -> int:
    """Migrate, publish what is built in, prepare what else is wanted, then serve until told to stop.

    Raises Refused for settings and documents that can't be served.
    """
    settings = _settings(arguments)
    require_consistent(settings, os.environ)
    require_traceable(settings)
    require_free_port(settings)
    with contextlib.closing(open_application(settings)) as application:
        if settings.built_in:
            publish_built_in(application)
        prepare(application)
    serve(settings)
    return 0


def require_free_port(settings: Settings) -> None:
    """Raise SettingsRefused if another program serves here, or this address is none of this machine's.

    The server itself would share a port with another Tetrad, and each would get some of the requests.
    """
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        for family, kind, protocol, _, address in found[:1]:
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except OSError as error:
        raise SettingsRefused(
            f"Tetrad can't serve at {settings.host}, port {settings.port}: {error.strerror}. Choose another "
            "with --host or --port, "
            "or stop the program that serves there.",
            f"Тетрадь не может работать по адресу {settings.host}, порт {settings.port}: {error.strerror}. "
            "Выберите другой в --host или --port или остановите программу, которая там работает.",
        ) from error


def serve(settings: Settings) -> None:
    """Serve with these settings until the process is told to stop."""
    from granian import Granian
    from granian.constants import Interfaces

    configure_logs(settings.log)
    for sentence in tell_unknown(os.environ):
        _LOG.warning(sentence)
    os.environ.update(to_environment(settings))
    scheme = "https" if settings.certificate else "http"
    print(f"Tetrad serves at {scheme}://{settings.host}:{settings.port}/", flush=True)
    server = Granian(
        "api.app:create",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=settings.port,
        workers=1,
        websockets=False,
        log_access=False,
        ssl_cert=settings.certificate,
        ssl_key=settings.key,
        backlog=2048,
        # Granian means connections by this, not requests: the gate looks after those.
        backpressure=make_room_for_connections(),
        log_dictconfig=log_config(settings.log),
        workers_kill_timeout=settings.stop_within,
    )
    server.on_startup(partial(stop_after_draining, settings.drain))
    with working(settings):
        server.serve()


def _settings(arguments: argparse.Namespace) -> Settings:
    settings = read_settings()
    given = {name: getattr(arguments, name) for name in _GIVEN}
    changes = {name: value for name, value in given.items() if value is not None}
    if arguments.behind_proxy:
        changes["behind_proxy"] = True
    for name in ("certificate", "key"):
        if name in changes and not changes[name].is_file():
            raise SettingsRefused(
                f"--{name} names {changes[name]}, and there is no such file.",
                f"В --{name} указан файл {changes[name]}, а такого файла нет.",
            )
    if not 1 <= changes.get("port", settings.port) <= LARGEST_PORT:
        raise SettingsRefused(
            f"--port is {changes['port']}; give a whole number from 1 to {LARGEST_PORT}.",
            f"В --port указано {changes['port']}; нужно целое число от 1 до {LARGEST_PORT}.",
        )
    return dataclasses.replace(settings, **changes)
