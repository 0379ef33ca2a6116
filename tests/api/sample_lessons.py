"""What the pages of lessons and courses expect, with something in every place."""

from typing import Any

from library_core.editions import Edition, EditionKey
from library_core.formats.scenarios.drafts import draft_of_form
from library_core.formats.scenarios.scenario import WORK_WORDS, Scenario, Step
from library_core.metadata import Metadata
from library_core.opinions import Rating
from library_core.people import LIBRARY, PersonKey, SchoolKey
from library_core.works import Work, WorkKey
from library_core.written import WrittenDocument, WrittenKey
from variants.problems import Problem
from variants.texts import Text

NOON = 1_790_000_000_000
_TITLE = Text(en="Friction", ru="Сила трения")
_STATES = {"edition": 2, "changed_since": True, "offer": "returned", "reason": "No goals."}
_EDITION = Edition(
    key=EditionKey("e"),
    work=Work(key=WorkKey("w"), school=LIBRARY, name="library/friction", kind="scenario"),
    state="published",
    title=_TITLE,
    subject="physics",
    section="mechanics",
    grades=(7, 8),
    languages=("ru",),
    manifest={},
    fingerprint="",
    created_at=NOON,
    number=2,
    metadata=Metadata(description=Text(ru="О трении")),
)
_SCENARIO = Scenario(
    id="friction",
    title="Сила трения",
    language="ru",
    subject="physics",
    section="mechanics",
    grades=(7, 8),
    minutes=45,
    goals=("Понять",),
    equipment=("Брусок",),
    authors=("A. Author",),
    licence="CC-BY-4.0",
    copied_from="library/friction, 1",
    steps=(Step(title="Начало", minutes=5, work="frontal"),),
)
_NEWER = {"earlier": 1, "newest": 2, "changes": (Text(en="text", ru="текст"),), "url": "/e"}
_WORK = {
    "withdrawn": False,
    "title": _TITLE,
    "kind": "notebook",
    "words": "Первая задача",
    "place": "",
    "work": "w",
    "number": 1,
    "url": "/e",
    "assign_url": "/assign",
    "newer": _NEWER,
    "done": False,
}
_STEP = {
    "title": "Начало",
    "minutes": 5,
    "begins": 0,
    "work": WORK_WORDS["pairs"],
    "about": "<p>О шаге</p>",
    "teacher": "<p>Спрашивает</p>",
    "students": "<p>Отвечают</p>",
    "board": "<p>Сила</p>",
    "works": [_WORK],
}
_MISSING = {"name": "library/none", "kind": "", "title": None}
_DOCUMENT = WrittenDocument(
    key=WrittenKey("d"),
    school=SchoolKey("s"),
    person=PersonKey("p"),
    kind="scenario",
    title="Сила трения",
    content="",
    changed_at=NOON,
)

LESSON_SAMPLES: dict[str, dict[str, Any]] = {
    "scenario/mine.html": {
        "documents": [
            {
                "title": "Сила трения",
                "kind": "course",
                "changed_at": NOON,
                "url": "/d",
                "delete_url": "/x",
                "lesson_url": "/l",
                **_STATES,
            }
        ],
        "undo": _DOCUMENT,
        "once": "once",
    },
    "scenario/edit.html": {
        "document": _DOCUMENT,
        "draft": draft_of_form({"title": "Сила", "copied_from": "library/x, 1", "step-0-title": "Начало"}),
        "planned": 50,
        "works": list(WORK_WORDS.items()),
        "subjects": ("physics", "chemistry"),
        "problems": (Problem(document="d", line=3, message=Text(en="`id` is missing", ru="нет `id`")),),
        "found_at": 0,
        "looked_for": "сила",
        "attached": [[{"name": "library/incline", "kind": "notebook", "title": _TITLE}, _MISSING]],
        "found": [{"name": "library/incline", "kind": "notebook", "title": _TITLE}],
        "states": _STATES,
        "lesson_url": "/l",
        "other": "d2",
        "once": "once",
    },
    "scenario/lesson.html": {
        "edition": _EDITION,
        "scenario": _SCENARIO,
        "about": "<p>Урок</p>",
        "steps": [_STEP],
        "notebooks": 2,
        "classes": [{"key": "c", "name": "7А"}],
        "due": "2026-12-01T20:00",
        "error": "Choose a class.",
        "rating": Rating(count=3, average=4.3, own=4),
        "stars": (1, 2, 3, 4, 5),
        "comments": [{"key": "c", "text": "Good <b>", "by": "Teacher", "at": NOON, "own": True}],
        "deleted": "c1",
        "once": "once",
        "linked_data": "",
    },
    "scenario/board.html": {
        "title": _TITLE,
        "step": _STEP,
        "number": 2,
        "count": 3,
        "previous": "/b?step=1",
        "next": "/b?step=3",
        "lesson_url": "/l",
    },
    "library/course.html": {
        "edition": _EDITION,
        "parts": [{"title": "Силы", "prose": "<p>О силах</p>", "items": [_WORK, _WORK | {"done": True}]}],
        "done": 1,
        "total": 2,
        "next": _WORK,
        "once": "once",
        "linked_data": "",
    },
}
LESSON_SAMPLES["scenario/course_edit.html"] = LESSON_SAMPLES["scenario/edit.html"]
