"""What the pages of the catalogue and of a class at work expect, with something in every place."""

from fractions import Fraction
from typing import Any

from sample_regrades import CORRECTIONS

from api.routes.classes.assignments import LiveCell
from search.marks import Piece
from search.queries import FILTERS
from variants.texts import Text

NOON = 1_790_000_000_000
TITLE = Text(en="Motion on an inclined plane", ru="Движение по наклонной плоскости")
CLASS = {"key": "c1", "name": "9B"}
PAGES = {"number": 1, "last": 3, "previous": None, "next": "/catalogue?page=2"}
EDITION = {
    "title": TITLE,
    "kind": "notebook",
    "name": "library/incline",
    "state": "submitted",
    "number": 1,
    "subject": "physics",
    "section": "mechanics",
    "grades": [9, 10],
    "languages": ["ru", "en"],
    "points": Fraction(7, 2),
}
WORDS = Text(en="412 variants; your class needs 30", ru="412 вариантов; вашему классу нужно 30")
CELLS = (
    LiveCell(outcome="right", score=Fraction(2), tries=1),
    LiveCell(outcome="partly", score=Fraction(3, 2), tries=2),
    LiveCell(outcome="wrong", score=Fraction(0), tries=3),
    LiveCell(outcome="undecided", tries=1),
    LiveCell(readings=4, writing=True),
)
FOUND_WORDS = (Piece("sum of "), Piece("forces", marked=True))
FOUND = EDITION | {
    "title": FOUND_WORDS,
    "excerpt": FOUND_WORDS,
    "publisher": "House",
    "licence": "CC-BY-4.0",
    "authors": ["I. Newton"],
    "minutes": 40,
    "has_audio": False,
    "description": WORDS,
    "places": [],
    "slots": 8,
    "chapters": 2,
    "steps": 3,
    "url": "/preview",
    "assign_url": "/assign",
}

CLASS_SAMPLES: dict[str, dict[str, Any]] = {
    "teacher/catalogue.html": {
        "query": "F=ma",
        "filters": dict.fromkeys(FILTERS, "") | {"subject": "physics", "grade": "9"},
        "choices": {
            "kind": [("notebook", 8), ("textbook", 1), ("task", 30)],
            "subject": [("physics", 2), ("chemistry", 1)],
            "section": [("mechanics", 2), ("inorganic-chemistry", 1)],
            "grade": [("8", 1), ("9", 2), ("10", 1)],
            "language": [("ru", 2), ("en", 2)],
            "publisher": [("House", 1)],
            "licence": [("CC-BY-4.0", 1)],
            "duration": [("to-15", 1), ("to-45", 1), ("over-45", 1)],
            "audio": [("yes", 1)],
        },
        "sort": "newest",
        "sorts": ["relevance", "newest", "assigned"],
        "total": 2,
        "entries": [
            FOUND,
            FOUND
            | {
                "kind": "textbook",
                "has_audio": True,
                "places": [{"chapter": "One", "pieces": FOUND_WORDS, "url": "/textbooks/e/1#p1"}],
            },
            FOUND | {"kind": "course", "url": None, "assign_url": None},
        ],
        "chips": [{"name": name, "value": "9", "url": "/catalogue"} for name in ("q", "grade", "audio")],
        "clear_url": "/catalogue",
        "meant": {"words": "тетрадь", "url": "/catalogue?q=тетрадь"},
        "pages": PAGES,
        "percent": 37,
    },
    "teacher/live.html": {
        "title": TITLE,
        "class_": CLASS,
        "due": NOON,
        "ended": False,
        "slots": [{"place": str(place), "points": Fraction(2)} for place in range(1, 6)],
        "rows": [
            {
                "student": f"s{number}",
                "name": f"Student {number:02}",
                "number": 1,
                "attempts": [
                    {"number": one, "points": Fraction(7, 2), "url": "/work"}
                    for one in range(1, 3 - number % 2)
                ],
                "repeatable": number % 2 == 0,
                "unbegun": number == 7,
                "work_url": "/work",
                "active": number % 3 == 0,
                "cells": CELLS[number % 5 :] + CELLS[: number % 5],
                "got": Fraction(7, 2),
                "possible": Fraction(10),
                "late": number == 4,
            }
            for number in range(1, 16)
        ],
        "summary": [{"right": 4, "partly": 3, "wrong": 3, "undecided": 2, "open": 3}] * 5,
        "regrade_url": "/regrade",
        "corrections": CORRECTIONS,
        "newer": {
            "earlier": 1,
            "newest": 2,
            "changes": (Text(en="text of task 3", ru="текст задачи 3"),),
            "url": "/e",
        },
        "live_url": "/live",
        "csv_url": "/csv",
        "xlsx_url": "/xlsx",
        "assignment": {"key": "a", "rules": {"tries": 3, "solutions": "after_due", "late": "mark"}},
        "due_typed": "2026-12-01T08:30",
        "late": False,
        "undealt": 2,
        "parallel": [{"name": "10A", "url": "/live"}],
        "again": {"student": "s1", "name": "Student 01"},
        "can_repeat": True,
        "unbegun": 1,
        "dealt": [("1", WORDS)],
        "begun": 0,
        "error": "",
    },
    "teacher/gradebook.html": {
        "class_": CLASS,
        "columns": [{"title": TITLE, "due": NOON, "possible": Fraction(12), "url": "/live"}] * 2,
        "rows": [
            {
                "name": f"Student {number:02}",
                "cells": [
                    {
                        "got": Fraction(9, 2),
                        "late": False,
                        "waiting": True,
                        "overridden": True,
                        "number": 2,
                        "attempts": 2,
                        "url": "/work",
                    },
                    {
                        "got": None,
                        "late": False,
                        "waiting": False,
                        "overridden": False,
                        "url": None,
                        "attempts": 0,
                    },
                ],
                "got": Fraction(9, 2),
                "possible": Fraction(24),
            }
            for number in range(1, 9)
        ],
        "corrections": CORRECTIONS,
        "csv_url": "/csv",
        "xlsx_url": "/xlsx",
    },
}
