"""Putting a list of students into a class: the plan, the accounts, and their one-time sign-in slips."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace

from api.auth.passwords import hash_password, new_password
from api.bootstrap import Application, Unit
from library_core.identities import new_key
from library_core.people import Credential, Person, PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.classes import ClassKey
from notebooks_engine.refusals import NotNow
from notebooks_engine.rosters.planning import KnownStudent, NewAccount, RosterPlan, make_login, plan_roster
from notebooks_engine.rosters.reading import read_roster
from notebooks_engine.teaching.running_classes import add_students, list_members
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What a student signs in with for the first time; the password is kept nowhere."""

    name: str
    login: str
    password: str


def plan_class(unit: Unit, teacher: Actor, key: ClassKey, source: bytes | str, document: str) -> RosterPlan:
    """Return what a list would do to the teacher's class. Raises DocumentRefused, Missing."""
    listed = read_roster(source, document)
    return plan_roster(
        listed,
        document,
        _known_students(unit, teacher, key),
        lambda login: _is_taken(unit, login),
        secrets.randbelow,
    )


def make_accounts(
    application: Application, teacher: Actor, key: ClassKey, plan: RosterPlan
) -> tuple[Slip, ...]:
    """Do what the plan says, wholly or not at all, and return the slips of the new accounts.

    Raises NotNow where the class or a login is no longer as it was planned: hashing passwords takes seconds,
    in which a colleague may send the same list.
    """
    passwords = {account.login: new_password() for account in plan.new}
    hashes = {login: hash_password(password) for login, password in passwords.items()}

    def work(unit: Unit) -> None:
        _require_as_planned(unit, teacher, key, plan)
        students = [(matched.person, matched.group) for matched in plan.matched]
        for account in plan.new:
            person = _add_account(unit, teacher.school, account, hashes[account.login])
            students.append((person, account.group))
        add_students(unit.engine, teacher, key, students)

    application.write(work)
    return tuple(
        Slip(name=account.display_name, login=account.login, password=passwords[account.login])
        for account in plan.new
    )


def renew_slips(
    application: Application, teacher: Actor, key: ClassKey, students: Iterable[PersonKey]
) -> tuple[Slip, ...]:
    """Give students of the teacher's class new one-time passwords and end their sessions. Raises Missing.

    Who had nothing to sign in with gets a login, too.
    """
    made = {student: new_password() for student in students}
    hashes = {student: hash_password(password) for student, password in made.items()}

    def work(unit: Unit) -> tuple[Slip, ...]:
        own = {member.student for member in list_members(unit.engine, teacher, key)} & set(made)
        return tuple(
            Slip(
                name=person.display_name,
                login=_renew(unit, person, credential, hashes[person.key]),
                password=made[person.key],
            )
            for person, credential in find_accounts(unit, teacher.school, own)
        )

    return application.write(work)


def find_accounts(
    unit: Unit, school: SchoolKey, keys: Iterable[PersonKey]
) -> tuple[tuple[Person, Credential | None], ...]:
    """Return people of the school with what they sign in with, if they can, by display name."""
    found = unit.people.find_all(school, tuple(keys))
    known = unit.people.credentials_of(school, (person.key for person in found))
    return tuple((person, known.get(person.key)) for person in found)


def _renew(unit: Unit, person: Person, credential: Credential | None, password_hash: str) -> str:
    """Let a person sign in once with the password, and with no older one; return the login."""
    if credential is None:
        login = make_login(lambda login: _is_taken(unit, login), secrets.randbelow)
        _add_credential(unit, person, login, password_hash)
        return login
    unit.people.change_password(replace(credential, password_hash=password_hash, one_time=True))
    unit.sessions.end_all(person.key)
    return credential.login


def _known_students(unit: Unit, teacher: Actor, key: ClassKey) -> list[KnownStudent]:
    members = {member.student for member in list_members(unit.engine, teacher, key)}
    students = [person.key for person in unit.people.list(teacher.school, "student")]
    return [
        KnownStudent(
            person=person.key,
            display_name=person.display_name,
            login=credential.login if credential else "",
            member=person.key in members,
        )
        for person, credential in find_accounts(unit, teacher.school, students)
    ]


def _require_as_planned(unit: Unit, teacher: Actor, key: ClassKey, plan: RosterPlan) -> None:
    present = {each.person for each in _known_students(unit, teacher, key) if each.member}
    taken = any(_is_taken(unit, account.login) for account in plan.new)
    if taken or present != plan.members:
        raise NotNow(
            Text(
                en="Somebody has changed this class meanwhile: send the list again to see what it does now.",
                ru="Этот класс уже кто-то изменил: отправьте список ещё раз и посмотрите, что он даст.",
            )
        )


def _add_account(unit: Unit, school: SchoolKey, account: NewAccount, password_hash: str) -> PersonKey:
    person = Person(
        key=PersonKey(new_key()),
        school=school,
        display_name=account.display_name,
        roles=frozenset({"student"}),
        language="ru",
    )
    unit.people.add(person)
    _add_credential(unit, person, account.login, password_hash)
    return person.key


def _add_credential(unit: Unit, person: Person, login: str, password_hash: str) -> None:
    unit.people.add_credential(
        Credential(
            login=login, person=person.key, school=person.school, password_hash=password_hash, one_time=True
        )
    )


def _is_taken(unit: Unit, login: str) -> bool:
    return unit.people.find_credential(login) is not None
