"""`tetrad user`: add people to a school, list them, give them new one-time passwords."""

import argparse
import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from api.auth.passwords import hash_password, new_password
from api.bootstrap import Application, Unit, open_application
from api.commands.option_help import add_json, helper
from api.refused import Refused
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
    say = helper(parser)
    steps = parser.add_subparsers(dest="step", required=True, metavar=say("STEP", "ШАГ"))
    add = steps.add_parser(
        "add",
        help=say("add a person; prints a one-time password", "добавить человека и напечатать разовый пароль"),
    )
    login = say("what they sign in with", "с чем человек входит")
    add.add_argument("login", metavar=say("LOGIN", "ЛОГИН"), help=login)
    add.add_argument(
        "--name", required=True, help=say("the name shown to others", "имя, которое видят другие")
    )
    school = say("key of the school; made if it isn't there", "ключ школы; если её ещё нет, она появится")
    add.add_argument("--school", required=True, help=school)
    roles = say("may be given repeatedly", "можно указать несколько раз")
    add.add_argument("--role", action="append", required=True, choices=ROLES, help=roles)
    speaks = say("the language that they see pages in", "язык, на котором человек видит страницы")
    add.add_argument("--language", choices=LANGUAGES, default="ru", help=speaks)
    listing = steps.add_parser("list", help=say("list the people of a school", "показать всех людей школы"))
    listing.add_argument("--school", required=True, help=say("key of the school", "ключ школы"))
    reset = steps.add_parser(
        "reset",
        help=say("give a person a new one-time password", "дать человеку новый разовый пароль"),
    )
    reset.add_argument("login", metavar=say("LOGIN", "ЛОГИН"), help=login)
    for step in (add, listing, reset):
        add_json(step, say)


def run(arguments: argparse.Namespace) -> int:
    """Do the step. Raises Refused."""
    with contextlib.closing(open_application(read_settings())) as application:
        steps = {"add": _add, "list": _list, "reset": _reset}
        for row in steps[arguments.step](application, arguments):
            print(json.dumps(row, ensure_ascii=False) if arguments.json else _words(row))
    return 0


def _add(application: Application, arguments: argparse.Namespace) -> Iterator[Mapping[str, Any]]:
    login, school = arguments.login.casefold(), SchoolKey(arguments.school)
    if not LOGIN.fullmatch(login):
        raise Refused(
            "A login is 3 to 32 Latin letters, digits, dots and dashes.",
            "Логин — это от 3 до 32 латинских букв, цифр, точек и дефисов.",
        )
    if school == LIBRARY:
        raise Refused(
            "Nobody belongs to the library itself: name a school.",
            "К самой библиотеке никто не относится: укажите школу.",
        )
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
        raise Refused(
            f"Somebody signs in as {login} already.", f"Под логином {login} уже кто-то входит."
        ) from taken
    yield {"login": login, "name": person.display_name, "school": school, "password": password}


def _list(application: Application, arguments: argparse.Namespace) -> Iterator[Mapping[str, Any]]:
    school = SchoolKey(arguments.school)

    def gather(unit: Unit) -> list[dict[str, Any]]:
        rows = []
        people = unit.people.list(school)
        credentials = unit.people.credentials_of(school, [person.key for person in people])
        for person in people:
            credential = credentials.get(person.key)
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
            raise Refused(
                f"Nobody signs in as {arguments.login}.", f"Под логином {arguments.login} никто не входит."
            )
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
