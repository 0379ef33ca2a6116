"""`tetrad serve`: migrate, publish what is built in, and serve until told to stop."""

import argparse
import contextlib
import dataclasses
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from api.bootstrap import Application, open_application
from api.built_in_library import BuiltInBroken, publish_built_in
from api.origins import require_two_hosts
from api.preparing import preparing
from api.secret_file import SecretUnreadable
from api.settings import (
    LARGEST_PORT,
    Settings,
    SettingsRefused,
    read_settings,
    require_safe_address,
    to_environment,
)

_GIVEN: Final = ("host", "port", "certificate", "key", "origin", "object_host")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad serve`."""
    parser.add_argument("--host", help="address to serve on (default 127.0.0.1, or TETRAD_HOST)")
    parser.add_argument("--port", type=int, help="port to serve on (default 8000, or TETRAD_PORT)")
    parser.add_argument("--certificate", type=Path, help="PEM file of the TLS certificate")
    parser.add_argument("--key", type=Path, help="PEM file of its private key")
    parser.add_argument("--behind-proxy", action="store_true", help="a proxy in front of Tetrad ends TLS")
    parser.add_argument("--origin", help="where browsers find the pages, like https://school.example")
    parser.add_argument("--object-host", help="the other host name, that uploaded files are served from")


def run(arguments: argparse.Namespace) -> int:
    """Prepare and serve; return 1 if the settings or the library's own documents are refused."""
    return prepare_and_serve(arguments, lambda application: None)


def prepare_and_serve(arguments: argparse.Namespace, prepare: Callable[[Application], None]) -> int:
    """Migrate, publish what is built in, prepare what else is wanted, then serve until told to stop."""
    try:
        settings = _settings(arguments)
        require_safe_address(settings)
        require_two_hosts(settings)
        require_free_port(settings)
        with contextlib.closing(open_application(settings)) as application:
            publish_built_in(application)
            prepare(application)
    except (SettingsRefused, SecretUnreadable, BuiltInBroken) as error:
        print(error, file=sys.stderr)
        return 1
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
        place = f"{settings.host}, port {settings.port}"
        raise SettingsRefused(
            f"Tetrad can't serve at {place}: {error.strerror}. Choose another with --host or --port, "
            "or stop the program that serves there."
        ) from error


def serve(settings: Settings) -> None:
    """Serve with these settings until the process is told to stop."""
    from granian import Granian
    from granian.constants import Interfaces

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
    )
    with preparing(settings):
        server.serve()


def _settings(arguments: argparse.Namespace) -> Settings:
    settings = read_settings()
    given = {name: getattr(arguments, name) for name in _GIVEN}
    changes = {name: value for name, value in given.items() if value is not None}
    if arguments.behind_proxy:
        changes["behind_proxy"] = True
    for name in ("certificate", "key"):
        if name in changes and not changes[name].is_file():
            raise SettingsRefused(f"--{name} names {changes[name]}, and there is no such file.")
    if not 1 <= changes.get("port", settings.port) <= LARGEST_PORT:
        raise SettingsRefused(f"--port is {changes['port']}; give a whole number from 1 to {LARGEST_PORT}.")
    return dataclasses.replace(settings, **changes)
