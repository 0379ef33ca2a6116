"""Packages of publishers: an EPUB, a video, an application, a lab: checked, then kept as a draft."""

from typing import Any, Final

from starlette.responses import Response

from api.jobs.packages import (
    LARGEST_AT_ONCE,
    PackageBroken,
    ask_to_take_in,
    package_of,
    read_lab_at_once,
)
from api.jobs.packages import take_in as take_in_package
from api.routes.acting import act
from api.routes.job_views import under_way
from api.routes.jobs import asked
from api.routes.library.uploads import REFUSALS, STATUSES, received_uploads, refusal_in_words
from api.sizes import size_in_words
from api.web.rendering import redirect, render
from api.web.requests import LARGEST_UPLOAD
from api.web.visits import Visit
from content.readers import LAB
from library_core.editions import Edition
from library_core.objects import read_object
from library_core.preflight.keeping import RECIPE, report_from_bytes
from library_core.preflight.report import Report
from variants.problems import DocumentRefused, Problem

ACCEPTED: Final = ".epub,.zip,.mp4,.webm,.vtt,.yaml,.jpg,.jpeg,.png,.webp"


def page(visit: Visit) -> Response:
    """Show the form for packages."""
    return _form(visit)


def take_in(visit: Visit) -> Response:
    """Check what has come and keep it as a draft; a broken package is told of, and stays an upload.

    What takes long goes on as a job, on whose page the publisher waits or not.
    """
    try:
        sent = received_uploads(visit)
    except REFUSALS as refusal:
        return _form(visit, error=refusal_in_words(visit, refusal), status=STATUSES[type(refusal)])
    application = visit.application
    try:
        package = package_of(application.objects, sent)
        if package.kind == LAB:
            read_lab_at_once(application.press, package)
        if package.kind == LAB or package.size > LARGEST_AT_ONCE:
            job = visit.write(lambda unit: ask_to_take_in(unit.library, package, asked(visit)))
            return redirect(visit, "job", job=job.key)
        draft = take_in_package(application, package, act(visit))
    except PackageBroken as broken:
        return _form(visit, report=broken.report, status=422)
    except DocumentRefused as refused:
        return _form(visit, problems=refused.problems, status=422)
    return redirect(visit, "edition", edition=draft.key)


def kept_report(visit: Visit, edition: Edition) -> Report | None:
    """Return what was said of the edition's package when it came, if anything was."""
    school = visit.reader.school
    kept = visit.read(lambda unit: unit.library.derived.find(school, edition.key, RECIPE))
    return None if kept is None else report_from_bytes(read_object(visit.application.objects, kept))


def _form(
    visit: Visit,
    *,
    report: Report | None = None,
    problems: tuple[Problem, ...] = (),
    error: str = "",
    status: int = 200,
) -> Response:
    shown: dict[str, Any] = {"report": report, "problems": problems, "error": error}
    return render(
        visit,
        "publisher/packages.html",
        status=status,
        current="publisher_home",
        under_way=under_way(visit),
        accepted=ACCEPTED,
        largest=size_in_words(visit.application.settings.largest_upload, visit.language),
        largest_plain=size_in_words(LARGEST_UPLOAD, visit.language),
        **shown,
    )
