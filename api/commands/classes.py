"""`tetrad class`: make classes, list them, fill them from a CSV roster."""

import argparse
import contextlib
import json
import secrets
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from api.bootstrap import Application, Unit, open_application
from api.commands.option_help import add_json, helper
from api.refused import Refused
from api.rostering import make_accounts, plan_class
from api.settings import read_settings
from api.web.visits import present
from library_core.identities import new_key
from library_core.people import SchoolKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.classes import ClassKey
from notebooks_engine.refusals import Refused as NotTaught
from notebooks_engine.teaching.running_classes import create_class
from variants.problems import DocumentRefused
from variants.texts import LANGUAGES


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad class`."""
    say = helper(parser)
    login, school = say("LOGIN", "ЛОГИН"), say("key of the school", "ключ школы")
    taught = say("login of the teacher", "логин учителя")
    steps = parser.add_subparsers(dest="step", required=True, metavar=say("STEP", "ШАГ"))
    add = steps.add_parser("add", help=say("make a class of a teacher", "создать класс учителя"))
    add.add_argument("name", metavar=say("NAME", "НАЗВАНИЕ"), help=say("for example 9A", "например 9А"))
    add.add_argument("--teacher", required=True, metavar=login, help=taught)
    listing = steps.add_parser("list", help=say("list the classes of a school", "показать классы школы"))
    listing.add_argument("--school", required=True, help=school)
    fill = steps.add_parser(
        "fill",
        help=say(
            "add students from a CSV roster; prints one-time passwords",
            "добавить учеников из списка в CSV и напечатать разовые пароли",
        ),
    )
    key = say("key of the class, as `list` prints it", "ключ класса, как его печатает `list`")
    fill.add_argument("key", metavar=say("CLASS", "КЛАСС"), help=key)
    names = say("names, a line each", "имена, по одному в строке")
    fill.add_argument("roster", type=Path, metavar=say("FILE", "ФАЙЛ"), help=names)
    fill.add_argument("--teacher", required=True, metavar=login, help=taught)
    language = say("language of messages", "язык сообщений")
    for step in (add, listing, fill):
        add_json(step, say)
        step.add_argument("--language", choices=LANGUAGES, help=language)


def run(arguments: argparse.Namespace) -> int:
    """Do the step; return 1 if it was refused. Raises Refused."""
    language = arguments.language or arguments.told_in
    arguments.told_in = language
    with contextlib.closing(open_application(read_settings())) as application:
        try:
            steps = {"add": _add, "list": _list, "fill": _fill}
            for row in steps[arguments.step](application, arguments):
                words = "  ".join(str(value) for value in row.values())
                print(json.dumps(row, ensure_ascii=False) if arguments.json else words)
        except DocumentRefused as refused:
            for problem in refused.problems:
                print(problem.in_language(language), file=sys.stderr)
            return 1
        except NotTaught as refused:
            raise Refused(*(refused.message.in_language(each) for each in ("en", "ru"))) from refused
    return 0


def _add(application: Application, arguments: argparse.Namespace) -> Iterator[Mapping[str, Any]]:
    teacher = _teacher(application, arguments.teacher)
    made = application.write(lambda unit: create_class(unit.engine, teacher, arguments.name, _occasion()))
    yield {"class": made.key, "name": made.title}


def _list(application: Application, arguments: argparse.Namespace) -> Iterator[Mapping[str, Any]]:
    school = SchoolKey(arguments.school)

    def gather(unit: Unit) -> list[dict[str, Any]]:
        return [
            {
                "class": each.key,
                "name": each.title,
                "students": len(unit.engine.classes.members(school, each.key)),
            }
            for each in unit.engine.classes.list_school(school)
        ]

    yield from application.read(gather)


def _fill(application: Application, arguments: argparse.Namespace) -> Iterator[Mapping[str, Any]]:
    teacher, key = _teacher(application, arguments.teacher), ClassKey(arguments.key)
    if not arguments.roster.is_file():
        raise Refused(f"There is no file {arguments.roster}.", f"Файла {arguments.roster} нет.")
    source = arguments.roster.read_bytes()
    plan = application.read(lambda unit: plan_class(unit, teacher, key, source, arguments.roster.name))
    if plan.problems:
        raise DocumentRefused(plan.problems)
    for slip in make_accounts(application, teacher, key, plan):
        yield {"login": slip.login, "name": slip.name, "password": slip.password}


def _teacher(application: Application, login: str) -> Actor:
    credential = application.read(lambda unit: unit.people.find_credential(login.casefold()))
    person = (
        application.read(lambda unit: unit.people.find(credential.school, credential.person))
        if credential
        else None
    )
    if person is None or "teacher" not in person.roles:
        raise Refused(f"No teacher signs in as {login}.", f"Под логином {login} не входит ни один учитель.")
    return Actor(school=person.school, person=person.key)


def _occasion() -> Occasion:
    return Occasion(now=present(), secret=secrets.token_bytes(32), new_key=new_key)
