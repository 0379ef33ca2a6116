"""Invented values for every page: what a route would hand to the template."""

from fractions import Fraction
from typing import Any

from sample_benches import BENCH_SAMPLES
from sample_classes import CLASS, CLASS_SAMPLES, EDITION, NOON, PAGES, TITLE, WORDS
from sample_documents import DOCUMENT_SAMPLES
from sample_jobs import JOB, LOCATED, STATES
from sample_lessons import LESSON_SAMPLES
from sample_regrades import REGRADE_PAGE, REGRADED
from sample_tasks import DRAWN, PARTLY, RIGHT, TYPED, UNDECIDED, WRONG, prose

from api.web.help_pages import help_sections
from api.web.pointed import point_at
from notebooks_engine.showing import ShownVariant

PROSE = prose(
    "## Forces on a block\n\nFriction is proportional to the normal force: $F = \\mu N$.",
    "## Силы, действующие на брусок\n\nСила трения пропорциональна силе реакции: $F_\\text{тр} = \\mu N$.",
)


def task(variant: ShownVariant, place: str, **changes: object) -> dict[str, Any]:
    """Return what task.html expects for a variant."""
    return {
        "task": variant,
        "place": place,
        "values": {},
        "results": {},
        "problems": {},
        "reveal": True,
        "disabled": False,
        "tries_left": 3,
        "solution": False,
        "got": None,
        "check_url": f"/check/{place}",
        "read_url": f"/read/{place}",
        "draft_url": f"/draft/{place}",
        "once": f"once-{place}",
        "notice": "",
        "late_notice": "",
        "marks": {},
    } | changes


def notebook(*tasks: dict[str, Any]) -> dict[str, Any]:
    """Return what student/notebook.html expects."""
    return {
        "title": TITLE,
        "blocks": [{"prose": PROSE}, *({"task": part} for part in tasks)],
        "due": NOON,
        "late": False,
        "rules": "3 tries for each task.",
        "got": None,
        "possible": Fraction(24),
        "done": 0,
        "slots": len(tasks),
        "practice_url": "/practice",
    }


MARKED = task(
    TYPED,
    "1",
    values={"a": "3,95 м/с²", "law": "m*g", "one": "steeper", "several": ["rougher", "heavier"]},
    results={"a": RIGHT, "law": WRONG},
    appeals={
        "law": {
            "state": "offered",
            "words": "",
            "reply": "",
            "form": "appeal-1-law",
            "url": "/appeal",
            "try_number": 1,
            "once": "once",
        }
    },
    problems={"salt": {"message": "A bracket is not closed.", "part": "", "pointed": point_at("Al2(SO4", 3)}},
    got=Fraction(3, 2),
    tries_left=1,
    solution=True,
)
HALF_DONE = task(
    DRAWN,
    "2",
    values={
        "cells": {"P": ["0,86", "1", ""], "R": ["", "", ""]},
        "graph": {
            "axes": {"x": {"name": "I", "unit": "A"}, "y": {"name": "U", "unit": "V"}},
            "dots": [["0,2", "4,3"], ["0,4", "4,0"], ["0,6", "3,8"]],
            "line": [[0.0, 4.5], [1.0, 3.3]],
        },
        "isotherm": {"curve": [[2.0, 150.0], [4.0, 75.0], [6.0, 50.0], [8.0, 37.5]]},
        "matching": {"faster": "steeper"},
        "ordering": ["rougher", "heavier", "steeper"],
        "why": "Falls across the inner resistance.",
    },
    results={"cells": PARTLY, "why": UNDECIDED},
)
ASSIGNMENT = {
    "title": TITLE,
    "class_name": "9B",
    "due": NOON,
    "late": False,
    "state": "begun",
    "done": 3,
    "slots": 8,
    "got": Fraction(9, 2),
    "possible": Fraction(12),
    "url": "/attempt",
    "ended": False,
    "begun": 21,
    "students": 30,
    "attempts": 1,
    "number": 1,
    "counts": True,
}
ROW = {
    "ask": TYPED.asks[1],
    "history": [
        {"at": NOON, "typed": "m*g*sin(alpha)", "verdict": WRONG, "first": None},
        {"at": NOON, "typed": "m*g", "verdict": WRONG, "first": RIGHT},
    ],
    "key": "m*g*cos(alpha)",
    "value": "m*g",
    "result": WRONG,
    "got": Fraction(1),
    "override": {
        "by": "Teacher",
        "points": Fraction(1),
        "machine": Fraction(0),
        "comment": "Half.",
        "at": NOON,
        "undo_url": "/undo",
    },
    "override_url": "/override",
    "back_url": "/queue",
    "try_number": 2,
    "error": "Points are a number from 0 to 2.",
    "once": "once",
}
OPEN_ROW = ROW | {
    "ask": DRAWN.asks[5],
    "history": [],
    "key": "",
    "value": "Because of the inner resistance <r>.",
    "result": UNDECIDED,
    "got": None,
    "override": None,
}
APPEAL = {
    "state": "waiting",
    "words": "It is the same <i>.",
    "typed": "4,1 м/с²",
    "at": NOON,
    "by": "",
    "decided_at": None,
    "reply": "",
    "others": [{"name": "Student 03", "typed": "4,2 м/с²", "work_url": "/work"}],
    "decide_url": "/decide",
    "undo_url": None,
    "changed": 0,
    "once": "once",
}
APPEAL_ROW = ROW | {"appeal": APPEAL}
ACCEPTED = APPEAL | {
    "state": "accepted",
    "by": "Teacher",
    "decided_at": NOON,
    "reply": "Yes.",
    "undo_url": "/undo",
    "changed": 3,
}
HINT = {
    "student": "Student 01",
    "work_url": "/work",
    "source": "Student 02",
    "source_url": "/work",
    "attempt": "a1",
    "source_attempt": "a2",
    "one_in": "3,000",
    "capped": False,
    "agreements": [
        {
            "place": "1",
            "title": TITLE,
            "label": TYPED.asks[0].label,
            "text": "3,95 м/с²",
            "at": NOON,
            "own_key": "4,8 м/с²",
            "source_text": "3,95 м/с²",
            "source_at": NOON,
            "source_key": "3,954 м/с²",
            "bare": True,
        }
    ],
    "alike": [{"place": "1", "title": TITLE, "label": TYPED.asks[0].label, "answer": "steeper"}],
    "dismissed": None,
    "once": "once",
}
PREPARING = {"done": 7, "total": 10, "stuck": 1, "waits": True, "unattended": True, "url": "/assign"}
SLOT = {"place": "1", "capacity": 412, "samples": [{"task": TYPED, "solution": True}] * 3}


SAMPLES: dict[str, dict[str, Any]] = {
    "sign_in.html": {"login": "student-01", "error": "mismatch", "next": "/"},
    "help/answers.html": {"sections": help_sections("en")},
    "password.html": {"error": "length", "must_change": True, "shortest": 8},
    **{f"errors/{status}.html": {"number": "0a1b2c3d"} for status in (400, 403, 404, 409, 413, 500, 503)},
    "errors/429.html": {"error": {"seconds": 200}, "number": "0a1b2c3d"},
    "student/home.html": {
        "assignments": [
            ASSIGNMENT,
            ASSIGNMENT | {"state": "new", "done": 0, "got": None, "due": None},
            ASSIGNMENT | {"state": "done", "done": 8, "late": True, "attempts": 2, "number": 2},
        ]
    },
    "student/notebook.html": notebook(MARKED, HALF_DONE),
    "student/practice_home.html": {
        "notebooks": [
            {
                "title": TITLE,
                "subject": "physics",
                "section": "mechanics",
                "key": "e1",
                "kind": "notebook",
                "slots": [{"place": "1", "titles": [TITLE, TITLE]}, {"place": "2", "titles": [TITLE]}],
            },
            {
                "title": TITLE,
                "subject": "physics",
                "section": "mechanics",
                "key": "e2",
                "kind": "lab",
                "slots": [{"place": "1", "titles": [TITLE]}],
            },
        ]
    },
    "student/practice.html": task(TYPED, "1", tries_left=None)
    | {"fresh_url": "/fresh", "solve_url": "/solve"},
    "teacher/home.html": {
        "classes": [
            {"key": "c1", "name": "9B", "students": 30, "assignments": [ASSIGNMENT]},
            {"key": "c2", "name": "10A", "students": 21, "assignments": []},
        ],
        "waiting": 5,
        "under_way": [JOB],
        "error": "",
    },
    "teacher/preview.html": {
        "edition": EDITION,
        "blocks": [{"prose": PROSE}, {"slot": SLOT}, {"slot": SLOT | {"capacity": None, "samples": []}}],
        "preparing": PREPARING,
        "assign_url": "/assign",
        "linked_data": "",
    },
    "teacher/assign.html": {
        "edition": EDITION,
        "classes": [CLASS | {"students": 30}, {"key": "c2", "name": "10A", "students": 21}],
        "form": {
            "due": "2026-12-01T08:30",
            "tries": "3",
            "solutions": "after_due",
            "late": "mark",
        },
        "errors": {"due": "This is no date."},
        "ticked": ["c2"],
        "capacity": {
            "whole": WORDS,
            "short": True,
            "slots": [
                {"place": "1", "words": WORDS, "short": False, "close": True},
                {"place": "2", "words": WORDS, "short": True, "close": False},
            ],
        },
        "preparing": None,
        "awaited": True,
        "page_url": "/assign",
        "back_url": "/preview",
        "assign_url": "/assign",
        "once": "once",
    },
    "teacher/work.html": {
        "title": TITLE,
        "student": "Student 01",
        "class_": CLASS,
        "live_url": "/live",
        "got": Fraction(5),
        "possible": Fraction(12),
        "slots": [
            {
                "place": "1",
                "task": TYPED,
                "tries": 2,
                "steps_url": "/steps",
                "regraded": [REGRADED],
                "rows": [ROW, OPEN_ROW, ROW | {"appeal": ACCEPTED}],
            }
        ],
    },
    "teacher/regrade.html": REGRADE_PAGE,
    "teacher/copies.html": {
        "title": TITLE,
        "class_": CLASS,
        "live_url": "/live",
        "dismiss_url": "/dismiss",
        "hints": [
            HINT,
            HINT | {"capped": True, "dismissed": {"by": "Teacher", "at": NOON, "note": "They sat <apart>."}},
        ],
    },
    "teacher/review_queue.html": {
        "waiting": [
            {
                "student": "Student 01",
                "class_name": "9B",
                "work_url": "/work",
                "place": "2",
                "title": DRAWN.title,
                "statement": DRAWN.statement,
                "at": NOON,
                "row": OPEN_ROW,
            },
            {
                "student": "Student 02",
                "class_name": "9B",
                "work_url": "/work",
                "place": "1",
                "title": TYPED.title,
                "statement": TYPED.statement,
                "at": NOON,
                "row": APPEAL_ROW,
            },
        ],
        "total": 5,
        "appeals": 1,
        "pages": PAGES,
    },
    "teacher/class.html": {
        "class_": CLASS,
        "students": [
            {
                "key": "s",
                "name": "Student 01",
                "login": "student-01",
                "signed_in": False,
                "reset_url": "/reset",
            },
            {
                "key": "t",
                "name": "Student 02",
                "login": None,
                "signed_in": False,
                "reset_url": None,
            },
        ],
        "assignments": [ASSIGNMENT],
        "slips_url": "/slips",
    },
    "teacher/roster.html": {
        "class_": CLASS,
        "typed": "Student 01\nStudent 02",
        "problems": ["the list, line 3: the name is empty"],
        "preview": [{"line": 1, "name": "Student 01", "login": "student-01", "is_new": True}],
        "roster_url": "/roster",
        "once": "once",
    },
    "teacher/slips.html": {
        "class_": CLASS,
        "address": "https://school.example",
        "slips": [
            {"name": f"Student {number:02}", "login": f"student-{number:02}", "password": "birch-lamp-41"}
            for number in range(1, 8)
        ],
    },
    **BENCH_SAMPLES,
    **CLASS_SAMPLES,
    **DOCUMENT_SAMPLES,
    **LESSON_SAMPLES,
    "preparing.html": {
        "title": TITLE,
        "preparing": PREPARING,
        "begin_url": "/practice/new/e/1",
    },
    "jobs/page.html": {"job": JOB, "problems": (LOCATED,), "report": None},
    "jobs/list.html": {
        "jobs": [JOB | {"state": state, "school": "north", "subject": "s", "tries": 2} for state in STATES],
        "all_jobs": False,
        "pools": 82,
        "node": "node-1",
    },
    "operator/home.html": {
        "facts": [("Version", "0.1.0")],
        "schools": [{"name": "School 1", "people": 34, "classes": 1}],
    },
}
