"""A regrade as its page and its notes show it: every part of them at least once."""

from fractions import Fraction
from typing import Any, Final

from sample_jobs import JOB

from notebooks_engine.attempts import AttemptKey
from notebooks_engine.regrades import RegradedSlot, RegradeKey
from variants.texts import Text

MOMENT: Final = 1_790_000_000_000
TITLE: Final = Text(en="Down the <i>incline</i>", ru="Вниз по наклонной")
REFUSAL: Final = Text(
    en="incline.yaml, line 12: `m` has no <zinc> any more, which the student was given",
    ru="incline.yaml, строка 12: в `m` больше нет <zinc>, а ученику дано именно это",
)
REGRADED: Final = RegradedSlot(
    regrade=RegradeKey("r"),
    number=1,
    mode="raise",
    made_at=MOMENT,
    attempt=AttemptKey("a"),
    slot="1",
    was=Fraction(3),
    by_key=Fraction(1),
    points=Fraction(3),
)
CORRECTIONS: Final = [
    {"assignment": TITLE, "title": TITLE, "edition": 3, "joined": joined, "url": "/regrade"}
    for joined in (False, True)
]


def _row(number: int, was: int, points: int, *, kept: bool = False) -> dict[str, Any]:
    return {
        "name": f"Student {number:02}",
        "url": "/work",
        "number": number,
        "place": "2",
        "was": Fraction(was),
        "by_key": Fraction(0 if kept else points),
        "points": Fraction(points),
        "kept": kept,
        "refused": None,
        "total_was": Fraction(4),
        "total": Fraction(4 + points - was),
        "possible": Fraction(12),
    }


ROWS: Final = [_row(1, 0, 2), _row(2, 2, 2, kept=True), _row(3, 2, 1)]
REFUSED: Final = [_row(4, 1, 1) | {"refused": REFUSAL}]
PLAN: Final = {
    "task": "library/incline",
    "by": "key",
    "title": TITLE,
    "edition": "e3",
    "former": 2,
    "newest": 3,
    "statements": (Text(en="<p>Was.</p>", ru="<p>Было.</p>"), Text(en="<p>Is.</p>", ru="<p>Стало.</p>")),
    "number": 1,
    "rows": ROWS,
    "refused": REFUSED,
    "gaining": 1,
    "losing": 1,
    "unchanged": 21,
    "waiting": 5,
    "judged": 28,
}


def _entry(number: int, mode: str, **others: object) -> dict[str, Any]:
    return {
        "key": f"r{number}",
        "number": number,
        "mode": mode,
        "at": MOMENT,
        "by": "Teacher",
        "title": TITLE,
        "former": [1, 2],
        "edition": 3,
        "checker": "1.2.0",
        "changed": 2,
        "rows": ROWS,
        "refused": REFUSED,
        "undone_at": None,
        "undoes": None,
        "can_undo": False,
        **others,
    }


REGRADE_PAGE: Final[dict[str, Any]] = {
    "title": TITLE,
    "class_": {"key": "c1", "name": "9B"},
    "live_url": "/live",
    "under_way": [JOB],
    "look": {"url": "/regrade?task=t", "job": JOB, "at": MOMENT},
    "error": "",
    "checker": "1.3.0",
    "offers": [
        {
            "title": TITLE,
            "by": by,
            "former": 2,
            "newest": 3,
            "published": MOMENT,
            "joined": joined,
            "url": "/regrade",
            "current": by == "key" and not joined,
        }
        for by, joined in (("key", False), ("key", True), ("checker", False))
    ],
    "plan": PLAN,
    "modes": [
        {"name": "raise", "url": "/raise", "current": True},
        {"name": "replace", "url": "/replace", "current": False},
    ],
    "history": [
        _entry(4, "raise", can_undo=True, former=[3]),
        _entry(3, "undo", undoes=2, rows=[], refused=[]),
        _entry(2, "replace", undone_at=MOMENT),
        _entry(1, "raise"),
    ],
    "apply_url": "/apply",
    "undo_url": "/undo",
}
