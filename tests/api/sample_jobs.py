"""Invented values of jobs, as `macros/job.html` takes them."""

from typing import Any, Final

from variants.problems import Problem
from variants.texts import Text

MOMENT: Final = 1_790_000_000_000
STATES: Final = ("waiting", "running", "stopping", "done", "refused", "parked", "cancelled")

JOB: Final[dict[str, Any]] = {
    "key": "job-1",
    "title": Text(en="Synthetic voice of a textbook", ru="Озвучивание учебника"),
    "about": Text(en="Paragraph after paragraph.", ru="Абзац за абзацем."),
    "state": "running",
    "open": True,
    "tried": False,
    "done": 40,
    "total": 100,
    "said": Text(en="The database did not answer.", ru="База данных не отвечала."),
    "changed_at": MOMENT,
    "next_url": "",
    "status_url": "/jobs/job-1",
    "cancel_url": "/jobs/job-1/stopping",
    "repeat_url": "/jobs/job-1/repeating",
}

LOCATED: Final = Problem(
    document="lab.yaml", line=3, message=Text(en="`aplha` is not known.", ru="Имя `aplha` неизвестно.")
)
