"""Putting a list of students into a class: the plan, the accounts, and their one-time sign-in slips."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from api.auth.passwords import hash_password, new_password
from api.bootstrap import Application, Unit
from library_core.identities import new_key
from library_core.people import Credential, Person, PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.classes import ClassKey
from notebooks_engine.refusals import NotNow
from notebooks_engine.rosters.planning import KnownStudent, NewAccount, RosterPlan, plan_roster
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
        lambda login: unit.people.find_credential(login) is not None,
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
    """Give students of the teacher's class new one-time passwords and end their sessions. Raises Missing."""
    made = {student: new_password() for student in students}
    hashes = {student: hash_password(password) for student, password in made.items()}

    def work(unit: Unit) -> tuple[Slip, ...]:
        own = {member.student for member in list_members(unit.engine, teacher, key)} & set(made)
        accounts = find_accounts(unit, teacher.school, own)
        for student, (_, credential) in accounts.items():
            changed = replace(credential, password_hash=hashes[student], one_time=True)
            unit.people.change_password(changed)
            unit.sessions.end_all(student)
        return tuple(
            Slip(name=person.display_name, login=credential.login, password=made[student])
            for student, (person, credential) in accounts.items()
        )

    return application.write(work)


def find_accounts(
    unit: Unit, school: SchoolKey, keys: Iterable[PersonKey]
) -> Mapping[PersonKey, tuple[Person, Credential]]:
    """Return people of the school who can sign in, with what they sign in with, by display name."""
    found = unit.people.find_all(school, tuple(keys))
    known = unit.people.credentials_of(school, (person.key for person in found))
    return {person.key: (person, known[person.key]) for person in found if person.key in known}


def _known_students(unit: Unit, teacher: Actor, key: ClassKey) -> list[KnownStudent]:
    members = {member.student for member in list_members(unit.engine, teacher, key)}
    students = [person.key for person in unit.people.list(teacher.school, "student")]
    return [
        KnownStudent(
            person=each, display_name=person.display_name, login=credential.login, member=each in members
        )
        for each, (person, credential) in find_accounts(unit, teacher.school, students).items()
    ]


def _require_as_planned(unit: Unit, teacher: Actor, key: ClassKey, plan: RosterPlan) -> None:
    present = {each.person for each in _known_students(unit, teacher, key) if each.member}
    taken = any(unit.people.find_credential(account.login) is not None for account in plan.new)
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
    unit.people.add_credential(
        Credential(
            login=account.login,
            person=person.key,
            school=school,
            password_hash=password_hash,
            one_time=True,
        )
    )
    return person.key
