"""What takes long: a person's own jobs, each on a page that follows it; and all of them, for the operator."""

from typing import Any, Final

from starlette.responses import RedirectResponse, Response

from api.jobs.indexes import ask_for_index
from api.jobs.place import node_name
from api.jobs.pools import count_coming
from api.jobs.problems import problems_from_json
from api.routes.job_views import outcome_address, show_job
from api.web.rendering import redirect, render
from api.web.visits import Visit
from library_core.jobs import Asked, Job, JobKey, cancel, find_own, repeat
from library_core.preflight.keeping import report_from_bytes

MOST_SHOWN: Final = 100


def home(visit: Visit) -> Response:
    """Show what the person has asked for that takes long."""
    reader = visit.reader
    mine = visit.read(lambda unit: unit.library.jobs.of_person(reader.school, reader.key, MOST_SHOWN))
    return render(
        visit,
        "jobs/list.html",
        current="jobs",
        jobs=[show_job(visit, job) for job in mine],
        all_jobs=False,
        pools=visit.read(lambda unit: count_coming(unit.library)),
        node="",
    )


def page(visit: Visit) -> Response:
    """Show how a job stands; what is done leads on to what was made."""
    job = _own(visit)
    target = outcome_address(visit, job)
    if target and visit.wants_fragment:
        return Response(headers={"HX-Redirect": target})
    if target:
        return RedirectResponse(target, status_code=303)
    problems, report = problems_from_json(job.outcome.get("problems", ())), job.outcome.get("report")
    if visit.wants_fragment and (problems or report):
        # What is to be mended stands outside of the part that asks for itself.
        return Response(headers={"HX-Refresh": "true"})
    return render(
        visit,
        "jobs/page.html",
        current="jobs",
        job=show_job(visit, job),
        problems=problems,
        report=None if report is None else report_from_bytes(report.encode()),
    )


def stop(visit: Visit) -> Response:
    """Cancel one of one's own jobs; what it has made so far is kept."""
    job = _own(visit)
    visit.write(lambda unit: cancel(unit.library.jobs, job, visit.now))
    return redirect(visit, "job", job=job.key)


def again(visit: Visit) -> Response:
    """Let one of one's own jobs begin anew."""
    job = _own(visit)
    visit.write(lambda unit: repeat(unit.library.jobs, job, visit.now))
    return redirect(visit, "job", job=job.key)


def server(visit: Visit) -> Response:
    """Show the operator all jobs; none of them names a person."""
    found = visit.read(lambda unit: unit.library.jobs.all(MOST_SHOWN))
    return render(
        visit,
        "jobs/list.html",
        current="operator_home",
        jobs=[_of_server(visit, job) for job in found],
        all_jobs=True,
        pools=0,
        node=node_name(),
    )


def server_change(visit: Visit) -> Response:
    """Cancel a job of anybody, let it begin anew, or have the search index of this machine made anew."""
    if visit.field("step") == "index":
        ask_for_index(visit.application, visit.now)
    key = JobKey(visit.field("job"))
    job = visit.read(lambda unit: unit.library.jobs.find(key))
    if job is not None:
        change = repeat if visit.field("step") == "repeat" else cancel
        visit.write(lambda unit: change(unit.library.jobs, job, visit.now))
    return redirect(visit, "server_jobs")


def asked(visit: Visit) -> Asked:
    """Return the person signed in as who asks for a job."""
    return Asked(school=visit.reader.school, person=visit.reader.key, at=visit.now)


def _own(visit: Visit) -> Job:
    key = JobKey(visit.path["job"])
    return visit.read(lambda unit: find_own(unit.library.jobs, key, asked(visit)))


def _of_server(visit: Visit, job: Job) -> dict[str, Any]:
    shown = show_job(visit, job)
    return shown | {"next_url": "", "school": job.school, "subject": job.wanted.subject, "tries": job.tries}
