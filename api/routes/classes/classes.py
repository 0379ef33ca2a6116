"""A teacher's classes: the list, one class, students from a roster, sign-in slips."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from starlette.responses import Response

from api.auth.access import NotFound
from api.auth.passwords import NO_PASSWORD
from api.bootstrap import Unit
from api.rostering import Slip, find_accounts, make_accounts, plan_class, renew_slips
from api.routes.acting import actor, occasion
from api.routes.job_views import under_way
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from library_core.identities import new_key
from library_core.people import Credential, PersonKey
from notebooks_engine.classes import Class, ClassKey
from notebooks_engine.insight.queue import list_waiting
from notebooks_engine.insight.standings import Standing, list_standings
from notebooks_engine.refusals import BadEntry
from notebooks_engine.rosters.planning import RosterPlan
from notebooks_engine.teaching.running_classes import create_class, find_class
from variants.problems import DocumentRefused, Problem


def home(visit: Visit) -> Response:
    """Show the teacher's classes with what runs in them, and how many answers wait."""
    return _home_page(visit)


def create(visit: Visit) -> Response:
    """Make a class of this teacher."""
    try:
        made = visit.write(
            lambda unit: create_class(unit.engine, actor(visit), visit.field("name"), occasion(visit))
        )
    except BadEntry as refused:
        return _home_page(visit, error=refused.message.in_language(visit.language), status=422)
    return redirect(visit, "roster", class_=made.key)


def page(visit: Visit) -> Response:
    """Show one class: students and assignments."""
    found, students = visit.read(lambda unit: _class_with_students(unit, visit))
    standings = visit.read(lambda unit: list_standings(unit.engine, actor(visit), found.key))
    return render(
        visit,
        "teacher/class.html",
        current="teacher_home",
        class_={"key": found.key, "name": found.title},
        students=students,
        assignments=[_assignment_line(visit, each) for each in standings],
        slips_url=address(visit, "slips", class_=found.key) if _fresh(students) else None,
    )


def roster_page(visit: Visit) -> Response:
    """Show the form for a list of students."""
    return _roster_form(visit)


def roster(visit: Visit) -> Response:
    """Show what a list of students will do, or do it and show the slips."""
    key, uploaded = ClassKey(visit.path["class_"]), visit.files.get("file", [])
    file = uploaded[0] if uploaded and uploaded[0].name else None
    typed = visit.raw_field("roster")
    try:
        source, document = (file.content, file.name) if file else (typed, visit.gettext("the list"))
        plan = visit.read(lambda unit: plan_class(unit, actor(visit), key, source, document))
    except DocumentRefused as refused:
        return _roster_form(visit, typed=typed, problems=refused.problems, status=422)
    if plan.problems:
        return _roster_form(visit, typed=typed, problems=plan.problems, status=422)
    if visit.field("step") != "make":
        return _roster_form(visit, typed=_as_list(visit, plan), plan=plan)
    slips = make_accounts(visit.application, actor(visit), key, plan)
    return _slips_page(visit, slips) if slips else redirect(visit, "class_page", class_=key)


def roster_made(visit: Visit) -> Response:
    """Show the class to who pressed twice: slips were shown to the first press; new ones are made there."""
    return redirect(visit, "class_page", class_=ClassKey(visit.path["class_"]))


def reset(visit: Visit) -> Response:
    """Give one student of the class a new one-time password, shown once; end their sessions."""
    key, student = ClassKey(visit.path["class_"]), PersonKey(visit.path["student"])
    made = renew_slips(visit.application, actor(visit), key, [student])
    if not made:
        raise NotFound
    return _slips_page(visit, made)


def slips(visit: Visit) -> Response:
    """Give new slips to those of the class who have not signed in with one yet."""
    found, students = visit.read(lambda unit: _class_with_students(unit, visit))
    return _slips_page(visit, renew_slips(visit.application, actor(visit), found.key, _fresh(students)))


def _fresh(students: Iterable[dict[str, Any]]) -> list[PersonKey]:
    """Return who has not signed in yet."""
    return [PersonKey(one["key"]) for one in students if not one["signed_in"]]


def _home_page(visit: Visit, *, error: str = "", status: int = 200) -> Response:
    waiting = visit.read(lambda unit: len(list_waiting(unit.engine, actor(visit))))
    return render(
        visit,
        "teacher/home.html",
        under_way=under_way(visit),
        status=status,
        current="teacher_home",
        classes=visit.read(lambda unit: _classes(unit, visit)),
        waiting=waiting,
        error=error,
    )


def _classes(unit: Unit, visit: Visit) -> list[dict[str, Any]]:
    lines: defaultdict[ClassKey, list[dict[str, Any]]] = defaultdict(list)
    for standing in list_standings(unit.engine, actor(visit)):
        lines[standing.assignment.class_key].append(_assignment_line(visit, standing))
    members = unit.engine.classes.count_members(actor(visit))
    return [
        {
            "key": each.key,
            "name": each.title,
            "students": members.get(each.key, 0),
            "assignments": lines[each.key],
        }
        for each in unit.engine.classes.list(actor(visit))
    ]


def _assignment_line(visit: Visit, standing: Standing) -> dict[str, Any]:
    assignment = standing.assignment
    return {
        "title": assignment.title,
        "due": assignment.due_at,
        "ended": assignment.closed_at is not None or assignment.is_late(visit.now),
        "begun": standing.begun,
        "done": standing.finished,
        "students": standing.students,
        "url": address(visit, "live", assignment=assignment.key),
    }


def _class_with_students(unit: Unit, visit: Visit) -> tuple[Class, list[dict[str, Any]]]:
    key = ClassKey(visit.path["class_"])
    found = find_class(unit.engine, actor(visit), key)
    members = unit.engine.classes.members(visit.reader.school, key)
    keys = [member.student for member in members]
    names = {person.key: person.display_name for person in unit.people.find_all(visit.reader.school, keys)}
    known = unit.people.credentials_of(visit.reader.school, keys)
    return found, [
        _student_line(visit, key, names[student], known.get(student), student)
        for student in keys
        if student in names
    ]


def _student_line(
    visit: Visit, class_: ClassKey, name: str, credential: Credential | None, student: PersonKey
) -> dict[str, Any]:
    """Return one student; who came out of an export has nothing to sign in with before a slip."""
    unused = credential is None or credential.one_time or credential.password_hash == NO_PASSWORD
    return {
        "key": student,
        "name": name,
        "login": credential.login if credential else None,
        "signed_in": not unused,
        "reset_url": address(visit, "reset", class_=class_, student=student),
    }


def _slips_page(visit: Visit, slips: Iterable[Slip]) -> Response:
    found = visit.read(lambda unit: find_class(unit.engine, actor(visit), ClassKey(visit.path["class_"])))
    return render(
        visit,
        "teacher/slips.html",
        current="teacher_home",
        class_={"key": found.key, "name": found.title},
        address=str(visit.request.base_url),
        slips=slips,
    )


def _roster_form(
    visit: Visit,
    *,
    typed: str = "",
    problems: Iterable[Problem] = (),
    plan: RosterPlan | None = None,
    status: int = 200,
) -> Response:
    found = visit.read(lambda unit: find_class(unit.engine, actor(visit), ClassKey(visit.path["class_"])))
    return render(
        visit,
        "teacher/roster.html",
        status=status,
        current="teacher_home",
        class_={"key": found.key, "name": found.title},
        typed=typed,
        problems=[problem.in_language(visit.language) for problem in problems],
        preview=_preview(plan) if plan else None,
        roster_url=address(visit, "roster_do", class_=found.key),
        once=new_key(),
    )


def _preview(plan: RosterPlan) -> list[dict[str, Any]]:
    rows = [
        {"line": account.line, "name": account.display_name, "login": account.login, "is_new": True}
        for account in plan.new
    ] + [
        {"line": matched.line, "name": matched.display_name, "login": "", "is_new": False}
        for matched in plan.matched
    ]
    return sorted(rows, key=lambda row: int(str(row["line"])))


def _as_list(visit: Visit, plan: RosterPlan) -> str:
    """Return the plan as a list that makes the same accounts: what was shown is what is made."""
    keys = [matched.person for matched in plan.matched]
    accounts = visit.read(lambda unit: find_accounts(unit, visit.reader.school, keys))
    logins = {person.key: credential.login for person, credential in accounts if credential is not None}
    rows = [(each.line, each.display_name, each.login, each.group) for each in plan.new]
    rows += [(each.line, each.display_name, logins.get(each.person, ""), each.group) for each in plan.matched]
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(row[1:] for row in sorted(rows))
    return text.getvalue()
