"""`tetrad erase`: take one student out of everything, after showing what will go."""

import argparse
import contextlib
import json
import logging
import time
from typing import Final

from sqlalchemy import Connection

from api.bootstrap import Application, open_application
from api.commands.option_help import add_json, helper
from api.erasing.erasing import NotErasable, count_rows, erase, require_student
from api.erasing.free_space import clear_free_space
from api.erasing.register import hash_of, hashes_of, note_erased, read_register
from api.refused import Refused
from api.settings import Settings, read_settings
from api.web.visits import present
from library_core.people import Person, PersonKey, SchoolKey
from variants.texts import Language, Text

IN_FLIGHT: Final = 2.0
"""Seconds, longer than a request takes that writes."""
_LOG: Final = logging.getLogger("tetrad")
_ASKED: Final = Text(en="Erase all this for good? Type yes: ", ru="Стереть всё это навсегда? Введите «да»: ")
_NOTHING: Final = Text(en="Nothing was erased.", ru="Ничего не стёрто.")
_ERASED: Final = Text(
    en="Erased: {count} rows. Older backups still hold them: see docs/operating/backups.md.",
    ru="Стёрто записей: {count}. В прежних резервных копиях они ещё есть: см. docs/operating/backups.md.",
)
_REWRITTEN: Final = Text(
    en="The free space of the database holds nothing of who was erased any more.",
    ru="В свободном месте базы больше ничего не осталось от тех, чьи данные стёрты.",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad erase`."""
    say = helper(parser)
    parser.add_argument("school", metavar="SCHOOL", nargs="?", help=say("key of the school", "ключ школы"))
    parser.add_argument(
        "person",
        metavar="PERSON",
        nargs="?",
        help=say("login of the student, or their key", "логин ученика или его ключ"),
    )
    parser.add_argument(
        "--rewrite",
        action="store_true",
        help=say(
            "rewrite large tables of PostgreSQL, too; without SCHOOL and PERSON only rewrite",
            "переписать и большие таблицы PostgreSQL; без SCHOOL и PERSON — только переписать",
        ),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("only show what would go", "только показать, что будет стёрто"),
    )
    parser.add_argument("--yes", action="store_true", help=say("don't ask", "не спрашивать"))
    add_json(parser, say, lines=False)


def run(arguments: argparse.Namespace) -> int:
    """Erase; 1 if refused, not confirmed, or if free space of the database still holds what was erased."""
    settings, language = read_settings(), arguments.told_in
    if arguments.person is None:
        return _only_rewrite(settings, arguments)
    school = SchoolKey(arguments.school)
    with contextlib.closing(open_application(settings)) as application:
        person, count = _find(application, school, arguments.person), 0
        if person is not None:
            counts = application.database.read(lambda connection: _counts(connection, person.key))
            print(json.dumps(counts) if arguments.json else _words(person, counts, language))
        if arguments.dry_run:
            return 0
        if person is not None:
            if not arguments.yes and not _confirmed(language):
                print(_NOTHING.in_language(language))
                return 1
            count = _take_out(application, person)
    clear_free_space(settings, all_of_it=arguments.rewrite)
    _LOG.info("a student was erased", extra={"rows": count})
    print(_ERASED.map(lambda words: words.format(count=count)).in_language(language))
    return 0


def _only_rewrite(settings: Settings, arguments: argparse.Namespace) -> int:
    """Rewrite what earlier erasing has left. Raises Refused."""
    if arguments.school is not None or not arguments.rewrite or arguments.dry_run:
        raise Refused(
            "Name the school and the student: `tetrad erase SCHOOL PERSON`.",
            "Укажите школу и ученика: `tetrad erase ШКОЛА УЧЕНИК`.",
        )
    clear_free_space(settings, all_of_it=True)
    print(_REWRITTEN.in_language(arguments.told_in))
    return 0


def _take_out(application: Application, person: Person) -> int:
    """Erase a person in the database; return how many rows went."""
    # Noted before: who is noted and still there is erased by the same command given again.
    note_erased(application.settings.data, person.school, person.key, present())
    count = application.database.write(lambda connection: erase(connection, person.key))
    # A request that was let in before may have written since; nobody lets the person in any more.
    time.sleep(IN_FLIGHT)
    return count + application.database.write(lambda connection: erase(connection, person.key))


def _confirmed(language: Language) -> bool:
    try:
        return input(_ASKED.in_language(language)).strip().casefold() in {"yes", "да"}
    except EOFError:
        return False


def _find(application: Application, school: SchoolKey, name: str) -> Person | None:
    """Return the person of this login or key, or nobody if this key was erased before. Raises Refused."""
    credential = application.read(lambda unit: unit.people.find_credential(name.casefold()))
    key = credential.person if credential and credential.school == school else PersonKey(name)
    person = application.read(lambda unit: unit.people.find(school, key))
    if person is None and hash_of(school, key) not in hashes_of(read_register(application.settings.data)):
        raise Refused(
            f"Nobody of the school `{school}` has this login or key; see `tetrad user list`.",
            f"В школе `{school}` нет никого с таким логином или ключом; см. `tetrad user list`.",
        )
    return person


def _counts(connection: Connection, person: PersonKey) -> dict[str, int]:
    try:
        require_student(connection, person)
    except NotErasable:
        raise Refused(
            "Only students can be erased: what a teacher or publisher gave out belongs to the school. "
            "Rename the person, or take their other roles away first.",
            "Стереть можно только ученика: то, что выдал учитель или издатель, принадлежит школе. "
            "Переименуйте человека или сначала снимите с него другие роли.",
        ) from None
    return dict(count_rows(connection, person))


def _words(person: Person, counts: dict[str, int], language: Language) -> str:
    rows = "\n".join(f"  {count:6}  {table.replace('_', ' ')}" for table, count in counts.items())
    of = Text(en="of", ru="из школы").in_language(language)
    return f"{person.display_name} ({person.key}) {of} {person.school}:\n{rows}"
