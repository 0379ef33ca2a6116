"""What a draft or an edition of a school looks like to who publishes it and to who reviews it."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from api.routes.benches.bench_catalogue import lab_content
from api.routes.library.packages import kept_report
from api.routes.works.preparing import prepare, show_preparation, tasks_of
from api.routes.works.samples import SAMPLES, sample_blocks, sample_variants
from api.routes.works.work_pages import page_of
from api.web.rendering import address, render
from api.web.visits import Visit
from content.readers import LAB, NOTEBOOK, TASK, files_of_lab
from labs.reading.lab_reading import FILES as LAB_FILES
from library_core.editions import Edition, EditionKey, EditionMissing
from library_core.identities import new_key
from library_core.people import PersonKey
from library_core.preflight.keeping import RIGHTS, barriers, says_rights
from library_core.publishing import files_of
from library_core.trail import Step
from library_core.works import Work

_MOST_PATHS: Final = 2000


def own_edition(visit: Visit) -> Edition:
    """Return the edition of the path, if it is of the reader's school. Raises EditionMissing."""
    key = EditionKey(visit.path["edition"])
    found = visit.read(lambda unit: unit.library.editions.find(visit.reader.school, key))
    if found is None or found.work.school != visit.reader.school:
        raise EditionMissing(key)
    return found


def shown(found: Edition) -> dict[str, Any]:
    """Return what pages say of an edition."""
    return {
        "title": found.title,
        "kind": found.work.kind,
        "name": found.work.name,
        "state": found.state,
        "number": found.number or 0,
        "subject": found.subject,
        "section": found.section,
        "grades": found.grades,
        "languages": found.languages,
        "metadata": found.metadata,
    }


def entry(visit: Visit, found: Edition, page: str) -> dict[str, Any]:
    """Return a line of a list of editions, which leads to a page."""
    trail = visit.read(lambda unit: unit.library.trail.of(visit.reader.school, found.key))
    last = trail[-1] if trail else None
    publisher = found.publisher
    returned = last is not None and found.state == "returned"
    return {
        **shown(found),
        "at": last.at if last else found.created_at,
        "by": names_of(visit, {publisher}).get(publisher, "") if publisher else "",
        "reason": last.reason if last and returned else "",
        "category": last.category if last and returned else "",
        "url": address(visit, page, edition=found.key),
    }


def names_of(visit: Visit, people: set[PersonKey]) -> dict[PersonKey, str]:
    """Return the names of people of the reader's school."""
    found = visit.read(lambda unit: unit.people.find_all(visit.reader.school, people))
    return {person.key: person.display_name for person in found}


def edition_page(visit: Visit, found: Edition, *, status: int = 200, **offered: Any) -> Response:  # noqa: ANN401
    """Show an edition with its content and trail; `offered` are the addresses of what may be done to it."""
    school = visit.reader.school
    trail = visit.read(lambda unit: unit.library.trail.of(school, found.key))
    report = kept_report(visit, found)
    return render(
        visit,
        "publisher/edition.html",
        status=status,
        current="reviewer_home" if "decide_url" in offered else "publisher_home",
        edition=shown(found),
        **_content(visit, found),
        report=report,
        barriers=barriers(report, found.metadata) if report is not None else (),
        settled=(RIGHTS,) if says_rights(found.metadata) else (),
        look_url=page_of(visit, found.work.kind, found.key) if not is_written(found.work) else None,
        trail=_steps(visit, trail),
        once=new_key(),
        **{
            "submit_url": None,
            "describe_url": None,
            "take_back_url": None,
            "withdraw_url": None,
            "take_up_url": None,
            "decide_url": None,
            "narration": None,
            "statistics_url": None,
            "error": "",
            **offered,
        },
    )


def _content(visit: Visit, found: Edition) -> Mapping[str, Any]:
    content: dict[str, Any] = {
        "files": [],
        "paths": [],
        "samples": [],
        "blocks": [],
        "capacity": None,
        "lab": None,
        "preparing": None,
        **_sampled(visit, found),
    }
    if is_written(found.work):
        files = _texts(visit, found)
        content["files"] = [
            {"path": path, "source": text.decode("utf-8", "replace")} for path, text in files.items()
        ]
        content["paths"] = sorted(found.manifest.keys() - files.keys())[:_MOST_PATHS]
    else:
        content["paths"] = sorted(found.manifest)[:_MOST_PATHS]
    return content


def _sampled(visit: Visit, found: Edition) -> dict[str, Any]:
    """Return samples of what students would get, or how far the variants are that they are made of."""
    school, shelf = visit.reader.school, visit.application.shelf
    if found.work.kind not in {LAB, TASK, NOTEBOOK}:
        return {}
    is_notebook = found.work.kind == NOTEBOOK
    tasks = tasks_of(shelf.pinned(school, found.key).slots) if is_notebook else [found.key]
    preparing = show_preparation(visit, prepare(visit, tasks))
    if is_notebook:
        return {"preparing": preparing, "blocks": sample_blocks(visit, found.key, solutions=True)}
    if preparing:
        return {"preparing": preparing}
    if found.work.kind == LAB:
        lab = lab_content(visit, found, teaching=True)
        return {"lab": lab, "capacity": lab["capacity"]}
    supply = shelf.supply(school, found.key)
    samples = list(sample_variants(supply, SAMPLES, solutions=True))
    return {"capacity": len(supply.stock.members), "samples": samples}


def _texts(visit: Visit, found: Edition) -> Mapping[str, bytes]:
    """Return the documents of a written work; the files of a lab's own page are named alone."""
    if found.work.kind != LAB:
        return files_of(visit.application.objects, found)
    files = files_of_lab(visit.application.objects, found.manifest)
    return {path: content for path, content in files.items() if path in LAB_FILES}


def is_written(work: Work) -> bool:
    """Tell whether the work is documents of text, which a page can show whole."""
    return work.kind in {TASK, NOTEBOOK, LAB, "scenario", "course"}


def _steps(visit: Visit, trail: tuple[Step, ...]) -> list[dict[str, Any]]:
    names = names_of(visit, {step.who for step in trail if step.who})
    return [
        {
            "at": step.at,
            "by": names.get(step.who, "") if step.who else "",
            "state": step.what,
            "reason": step.reason,
            "category": step.category,
        }
        for step in trail
    ]
