"""A school to try things in: made by `./dev serve` alone, with passwords generated once and printed once."""

import argparse
import os
import sys
from typing import Final

from api.auth.passwords import hash_password, new_password
from api.bootstrap import Application, Unit
from api.commands import serve
from api.refused import Refused
from api.terminal_language import terminal_language
from api.web.visits import present
from library_core.identities import new_key
from library_core.people import Credential, Person, PersonKey, Role, School, SchoolKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.teaching.running_classes import add_students, create_class

SCHOOL: Final = SchoolKey("demonstration")
STUDENTS: Final = 30
CLASS: Final = "9A"
_STAFF: Final[tuple[tuple[str, str, Role], ...]] = (
    ("teacher", "Teacher", "teacher"),
    ("publisher", "Publisher", "publisher"),
    ("reviewer", "Reviewer", "reviewer"),
    ("operator", "Operator", "operator"),
)


def main() -> int:
    """Make the demonstration school if it isn't there, and serve."""
    # Somebody looks at this one's log on a terminal.
    os.environ.setdefault("TETRAD_LOG", "text")
    parser = argparse.ArgumentParser(prog="./dev serve", description="serve with a demonstration school")
    serve.configure(parser)
    try:
        return serve.prepare_and_serve(parser.parse_args(), show_school)
    except Refused as refused:
        print(refused.text.in_language(terminal_language(os.environ)), file=sys.stderr)
        return 1


def show_school(application: Application) -> None:
    """Make the school, and print its passwords this once."""
    made = make_school(application)
    if made:
        print("\nA demonstration school was made. These passwords are printed once and kept nowhere:\n")
        print("\n".join(f"  {login:<12} {password}" for login, password in made), end="\n\n", flush=True)


def make_school(application: Application) -> list[tuple[str, str]]:
    """Make the school with its class, and return logins and passwords; nothing if it is there already."""
    if application.read(lambda unit: unit.people.find_school(SCHOOL)) is not None:
        return []
    students: list[tuple[str, str, Role]] = [
        (f"student-{number:02}", f"Student {number:02}", "student") for number in range(1, STUDENTS + 1)
    ]
    passwords = {login: new_password() for login, _, _ in (*_STAFF, *students)}
    hashes = {login: hash_password(password) for login, password in passwords.items()}

    def make(unit: Unit) -> None:
        unit.people.add_school(School(key=SCHOOL, name="Demonstration school"))
        staff = [_add(unit, *each, hashes[each[0]]) for each in _STAFF]
        pupils = [_add(unit, *each, hashes[each[0]]) for each in students]
        teacher = Actor(school=SCHOOL, person=staff[0])
        occasion = Occasion(now=present(), secret=b"", new_key=new_key)
        made = create_class(unit.engine, teacher, CLASS, occasion)
        add_students(unit.engine, teacher, made.key, [(pupil, "") for pupil in pupils])

    application.write(make)
    return list(passwords.items())


def _add(unit: Unit, login: str, name: str, role: Role, password_hash: str) -> PersonKey:
    key = PersonKey(new_key())
    unit.people.add(Person(key=key, school=SCHOOL, display_name=name, roles=frozenset({role}), language="ru"))
    unit.people.add_credential(
        Credential(login=login, person=key, school=SCHOOL, password_hash=password_hash)
    )
    return key


if __name__ == "__main__":
    sys.exit(main())
