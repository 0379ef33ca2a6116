"""How a job stands, as `macros/job.html` shows it wherever somebody waits for it."""

from typing import Any, Final
from urllib.parse import urlencode

from api.jobs.table import KINDS
from api.web.rendering import address
from api.web.visits import Visit
from library_core.jobs import Job
from variants.texts import Text

MOST_UNDER_WAY: Final = 20


def show_job(visit: Visit, job: Job, **urls: str) -> dict[str, Any]:
    """Return what the macro `job_state` takes; addresses may be given for those of the job's own page."""
    kind = KINDS.get(job.wanted.kind)
    return {
        "key": job.key,
        "title": kind.title if kind else Text(en=job.wanted.kind),
        "about": kind.about if kind else Text(),
        "state": "stopping" if job.stopping else job.state,
        "open": job.is_open,
        "tried": job.state == "waiting" and job.tries > 0,
        "done": job.progress.done,
        "total": job.progress.total,
        "said": job.said,
        "changed_at": job.changed_at,
        "next_url": outcome_address(visit, job),
        "status_url": address(visit, "job", job=job.key),
        "cancel_url": address(visit, "job_stop", job=job.key),
        "repeat_url": address(visit, "job_repeat", job=job.key),
    } | urls


def under_way(visit: Visit) -> list[dict[str, Any]]:
    """Return the jobs that the person has asked for and that are not done, parked ones among them."""
    reader = visit.reader
    mine = visit.read(lambda unit: unit.library.jobs.of_person(reader.school, reader.key, MOST_UNDER_WAY))
    return [show_job(visit, job) for job in mine if job.is_open or job.state == "parked"]


def under_way_of(visit: Visit, kind: str, subject: str) -> list[dict[str, Any]]:
    """Return the job of a kind and subject, by whomever of the school, as long as it is not done."""
    job = visit.read(lambda unit: unit.library.jobs.latest(visit.reader.school, kind, subject))
    return [show_job(visit, job)] if job is not None and (job.is_open or job.state == "parked") else []


def outcome_address(visit: Visit, job: Job) -> str:
    """Return the page of what a job has made; nothing if it has made nothing that has one."""
    if job.state != "done":
        return ""
    if "edition" in job.outcome:
        return address(visit, "edition", edition=job.outcome["edition"])
    if "written" in job.outcome:
        return address(visit, "author_preview", document=job.outcome["written"])
    if "assignment" in job.outcome:
        page = "regrade" if job.outcome.get("page") == "regrade" else "live"
        asked = urlencode(job.outcome.get("asked", {}))
        return address(visit, page, assignment=job.outcome["assignment"]) + (f"?{asked}" if asked else "")
    return ""
