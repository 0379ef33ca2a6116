"""What the pages of publishers and reviewers expect, with something in every place."""

from typing import Any

from sample_benches import LAB_CONTENT
from sample_jobs import JOB
from sample_tasks import TYPED

from library_core.metadata import Metadata
from library_core.preflight.report import AudioCoverage, Problem, Report
from variants.problems import Problem as Located
from variants.texts import Text

NOON = 1_790_000_000_000
_DOCUMENT: dict[str, Any] = {
    "title": Text(en="Motion on an inclined plane", ru="Движение по наклонной плоскости"),
    "kind": "notebook",
    "name": "library/incline",
    "state": "returned",
    "number": 1,
    "subject": "physics",
    "section": "mechanics",
    "grades": [9, 10],
    "languages": ["ru", "en"],
    "metadata": Metadata(authors=("A. Author",), licence="all-rights-reserved", minutes=45),
    "at": NOON,
    "by": "Publisher",
    "reason": "The key of N is wrong.",
    "category": "quality",
    "url": "/e",
}
_STEP = {"at": NOON, "by": "Reviewer", "state": "returned", "reason": "No licence.", "category": "rights"}

_REPORT = Report(
    problems=(
        Problem(
            id="RSC-005",
            severity="error",
            path="text/one.xhtml",
            line=7,
            message=Text(en="`<p>` is misplaced", ru="`<p>` не может стоять здесь"),
            remedy=Text(en="Move it.", ru="Переместите."),
        ),
    ),
    audio=AudioCoverage(paragraphs=40, covered=30, stale=2),
    publishable=False,
    broken=True,
)
_LOCATED = Located(document="video.yaml", line=3, message=Text(en="`id` is missing", ru="не хватает `id`"))
_NARRATION = {"job": JOB | {"done": 3, "total": 9}, "ask_url": "/a"}

DOCUMENT_SAMPLES: dict[str, dict[str, Any]] = {
    "publisher/home.html": {
        "drafts": [_DOCUMENT],
        "editions": [_DOCUMENT | {"state": "published", "reason": "", "category": ""}],
        "under_way": [JOB],
    },
    "publisher/upload.html": {
        "problems": [
            {
                "document": "incline.yaml",
                "line": 14,
                "column": 9,
                "message": Text(
                    en="`alfa` is not a parameter; did you mean `alpha`?",
                    ru="`alfa` — не параметр; может быть, `alpha`?",
                ),
                "source": "  N: m*g*cos(alfa)",
            }
        ],
        "upload_url": "/upload",
    },
    "publisher/uploads.html": {
        "uploads": [
            {
                "name": f"book-{state}.epub",
                "size": "14 MB",
                "percent": 42,
                "state": state,
                "changed_at": NOON,
                "abandon_url": "/abandonment",
            }
            for state in ("coming", "complete", "taken")
        ],
        "under_way": [JOB],
        "upload_url": "/uploads",
        "largest": "4 GB",
        "largest_plain": "8 MB",
        "used": "1.2 GB",
        "limit": "50 GB",
        "share": 0.024,
        "error": "",
    },
    "publisher/edition.html": {
        "edition": _DOCUMENT,
        "files": [{"path": "incline.yaml", "source": "id: incline\n"}],
        "paths": ["text/one.xhtml"],
        "samples": [TYPED],
        "blocks": [],
        "preparing": None,
        "capacity": 412,
        "lab": LAB_CONTENT,
        "report": _REPORT,
        "barriers": _REPORT.problems,
        "settled": ("RGT-001",),
        "narration": _NARRATION,
        "look_url": "/textbooks/e",
        "statistics_url": "/statistics",
        "trail": [_STEP],
        "submit_url": "/submit",
        "describe_url": "/describe",
        "take_back_url": "/take-back",
        "withdraw_url": "/withdraw",
        "take_up_url": "/take-up",
        "decide_url": "/decide",
        "error": "Write why.",
        "once": "once",
    },
    "publisher/packages.html": {
        "accepted": ".epub",
        "under_way": [JOB],
        "largest": "20 GB",
        "largest_plain": "8 MB",
        "error": "Too large.",
        "report": _REPORT,
        "problems": (_LOCATED,),
    },
    "publisher/statistics.html": {
        "works": [
            {
                "title": _DOCUMENT["title"],
                "kind": "textbook",
                "name": "library/x",
                "url": "/s",
                "counts": {"opened": 9},
            }
        ],
        "chosen": {
            "title": _DOCUMENT["title"],
            "days": [{"day": NOON, "opened": 3, "listened": 1, "assigned": 0, "completed": 0}],
        },
        "most": 3,
    },
    "publisher/describe.html": {
        "edition": _DOCUMENT,
        "back": "/e",
        "save_url": "/save",
        "fields": {"title-ru": "Оптика", "grade-8": "yes", "licence": "CC-BY-4.0", "has_audio": "yes"},
        "errors": {"territory": Text(en="Write country codes.", ru="Укажите коды стран.")},
        "grades": (7, 8, 9),
        "licences": ("all-rights-reserved", "CC-BY-4.0"),
    },
    "reviewer/list.html": {"waiting": [_DOCUMENT | {"state": "in_review"}]},
}
