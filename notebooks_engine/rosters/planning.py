"""Plan what a class list will do before it does anything: whom it finds, and which accounts it makes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from library_core.people import PersonKey
from notebooks_engine.rosters.reading import Roster, RosterRow
from variants.problems import Problem
from variants.texts import Text

LOGIN_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters that aren't mistaken for one another on a printed slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStudent:
    """A student of the school: `member` says whether they are in this class already.

    Who can't sign in yet has no login: "".
    """

    person: PersonKey
    display_name: str
    login: str
    member: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to be made, with its place in the list."""

    line: int
    display_name: str
    login: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A row of the list that is somebody known; `member` says whether they are in this class already."""

    line: int
    person: PersonKey
    display_name: str
    group: str
    member: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPlan:
    """What the list will do; with problems in it, nothing should be done.

    `members` were in the class when it was planned: with others there it might do something else.
    """

    new: tuple[NewAccount, ...]
    matched: tuple[Matched, ...]
    problems: tuple[Problem, ...]
    members: frozenset[PersonKey]


def plan_roster(
    roster: Roster,
    document: str,
    known: Sequence[KnownStudent],
    is_taken: Callable[[str], bool],
    draw: Callable[[int], int],
) -> RosterPlan:
    """Match the rows with known students and plan accounts for the others.

    A row with a login is the known student of that login; one without is the member of this class with
    that name. `is_taken` tells whether anybody in any school signs in with a login, `draw(n)` returns a
    random number below n (`secrets.randbelow`). New logins say nothing about the name.
    """
    by_login = {student.login: student for student in known}
    by_name: dict[str, list[KnownStudent]] = {}
    for student in known:
        if student.member:
            by_name.setdefault(student.display_name.casefold(), []).append(student)
    new: list[NewAccount] = []
    matched: list[Matched] = []
    problems = list(roster.problems)
    used: set[str] = {row.login for row in roster.rows}
    for row in roster.rows:
        found = _find(row, by_login, by_name)
        if found is not None:
            matched.append(_match(row, found))
        elif row.login and is_taken(row.login):
            problems.append(Problem(document=document, message=_taken(row), line=row.line, column=1))
        else:
            login = row.login or make_login(lambda login: login in used or is_taken(login), draw)
            used.add(login)
            new.append(NewAccount(line=row.line, display_name=row.name, login=login, group=row.group))
    members = frozenset(student.person for student in known if student.member)
    return RosterPlan(new=tuple(new), matched=tuple(matched), problems=tuple(problems), members=members)


def make_login(is_used: Callable[[str], bool], draw: Callable[[int], int]) -> str:
    """Return a login that nobody uses and that says nothing of a name; `draw(n)` is random and below n."""
    while True:
        login = "s" + "".join(LOGIN_LETTERS[draw(len(LOGIN_LETTERS))] for _ in range(6))
        if not is_used(login):
            return login


def _find(
    row: RosterRow, by_login: Mapping[str, KnownStudent], by_name: Mapping[str, Sequence[KnownStudent]]
) -> KnownStudent | None:
    if row.login:
        return by_login.get(row.login)
    namesakes = by_name.get(row.name.casefold(), ())
    return namesakes[0] if len(namesakes) == 1 else None


def _match(row: RosterRow, found: KnownStudent) -> Matched:
    return Matched(
        line=row.line,
        person=found.person,
        display_name=found.display_name,
        group=row.group,
        member=found.member,
    )


def _taken(row: RosterRow) -> Text:
    return Text(
        en=f"somebody else signs in as {row.login}; choose another login or leave it empty",
        ru=f"логин {row.login} уже занят; выберите другой или оставьте пустым",
    )
