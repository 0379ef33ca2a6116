"""`tetrad user`: add people to a school, list them, give them new one-time passwords."""

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from api.auth.passwords import hash_password, new_password
from api.bootstrap import Application, Unit, open_application
from api.settings import read_settings
from library_core.identities import new_key
from library_core.people import (
    LIBRARY,
    ROLES,
    Credential,
    LoginTaken,
    Person,
    PersonKey,
    School,
    SchoolKey,
)
from notebooks_engine.rosters.reading import LOGIN
from variants.texts import LANGUAGES


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad user`."""
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    add = steps.add_parser("add", help="add a person; prints a one-time password")
    add.add_argument("login", metavar="LOGIN", help="what they sign in with")
    add.add_argument("--name", required=True, help="the name shown to others")
    add.add_argument("--school", required=True, help="key of the school; made if it isn't there")
    add.add_argument("--role", action="append", required=True, choices=ROLES, help="may be given repeatedly")
    add.add_argument("--language", choices=LANGUAGES, default="ru")
    listing = steps.add_parser("list", help="list the people of a school")
    listing.add_argument("--school", required=True)
    reset = steps.add_parser("reset", help="give a person a new one-time password")
    reset.add_argument("login", metavar="LOGIN")
    for step in (add, listing, reset):
        step.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Do the step; return 1 if it was refused."""
    with contextlib.closing(open_application(read_settings())) as application:
        try:
            steps = {"add": _add, "list": _list, "reset": _reset}
            for row in steps[arguments.step](application, arguments):
                print(json.dumps(row, ensure_ascii=False) if arguments.json else _words(row))
        except CommandRefused as refused:
            print(f"tetrad user: {refused}", file=sys.stderr)
            return 1
    return 0


class CommandRefused(Exception):
    """The step can't be done; the message says why."""


def _add(application: Application, arguments: argparse.Namespace) -> Iterator[Mapping[str, Any]]:
    login, school = arguments.login.casefold(), SchoolKey(arguments.school)
    if not LOGIN.fullmatch(login):
        raise CommandRefused("a login is 3 to 32 Latin letters, digits, dots and dashes")
    if school == LIBRARY:
        raise CommandRefused("nobody belongs to the library itself; name a school")
    password = new_password()
    person = Person(
        key=PersonKey(new_key()),
        school=school,
        display_name=arguments.name,
        roles=frozenset(arguments.role),
        language=arguments.language,
    )
    credential = Credential(
        login=login, person=person.key, school=school, password_hash=hash_password(password), one_time=True
    )

    def keep(unit: Unit) -> None:
        if unit.people.find_school(school) is None:
            unit.people.add_school(School(key=school, name=arguments.school))
        unit.people.add(person)
        unit.people.add_credential(credential)

    try:
        application.write(keep)
    except LoginTaken as taken:
        raise CommandRefused(f"somebody signs in as {login} already") from taken
    yield {"login": login, "name": person.display_name, "school": school, "password": password}


def _list(application: Application, arguments: argparse.Namespace) -> Iterator[Mapping[str, Any]]:
    school = SchoolKey(arguments.school)

    def gather(unit: Unit) -> list[dict[str, Any]]:
        rows = []
        for person in unit.people.list(school):
            credential = unit.people.credential_of(school, person.key)
            roles = ", ".join(sorted(person.roles))
            login = credential.login if credential else ""
            rows.append({"login": login, "name": person.display_name, "roles": roles})
        return rows

    yield from application.read(gather)


def _reset(application: Application, arguments: argparse.Namespace) -> Iterator[Mapping[str, Any]]:
    password = new_password()
    hashed = hash_password(password)

    def renew(unit: Unit) -> str:
        credential = unit.people.find_credential(arguments.login.casefold())
        if credential is None:
            raise CommandRefused(f"nobody signs in as {arguments.login}")
        unit.people.change_password(
            Credential(
                login=credential.login,
                person=credential.person,
                school=credential.school,
                password_hash=hashed,
                one_time=True,
            )
        )
        unit.sessions.end_all(credential.person)
        return credential.login

    yield {"login": application.write(renew), "password": password}


def _words(row: Mapping[str, Any]) -> str:
    return "  ".join(str(value) for value in row.values())
