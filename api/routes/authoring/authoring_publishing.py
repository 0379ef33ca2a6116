"""Twenty variants before anybody gets one; then the task goes to the school, the library or a class."""

import json
from dataclasses import replace
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from api.jobs.text_proofs import ask_for_proof, find_proof, proven_from_json, proven_objects
from api.routes.acting import act
from api.routes.authoring.authoring import states_of
from api.routes.authoring.authoring_form import find_own
from api.routes.job_views import show_job
from api.routes.jobs import asked
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from content.readers import NOTEBOOK, TASK, read_task_files
from content.tables import library_tables
from library_core.editions import Edition, EditionMissing
from library_core.identities import new_key
from library_core.jobs import Job
from library_core.publishing import Press, Upload, files_of
from library_core.publishing import publish as publish_files
from library_core.writing import IdentifierTaken, offer_written, publish_written
from library_core.written import WrittenDocument
from notebooks_engine.showing import show_variant
from variants.problems import DocumentRefused, Problem
from variants.proofs.galleries import gallery
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task
from variants.templates.writing.inspecting import Placed, place
from variants.templates.writing.spans import SpannedLeaf, find, read_spans
from variants.texts import Language, Text

_ENDED: Final = frozenset({"refused", "cancelled", "parked"})
_TAKEN: Final = Text(
    en="another task has the id `{}`: choose another one",
    ru="id `{}` уже занят другой задачей: выберите другой",
)
_PAGE: Final = """\
---
id: {id}
title: {title}
language: {language}
subject: {subject}
section: {section}
grades: {grades}
---

::: slot {{id=1 points={points}}}
{task}
:::
"""


def preview(visit: Visit) -> Response:
    """Show twenty variants at once; whether the task may be published is looked at beside them."""
    return _preview(visit, find_own(visit))


def proof(visit: Visit) -> Response:
    """Show whether the task may be published: on the same page, or the part of it that a script asks for.

    Nobody need have asked before: the same text is proven once, whoever looks and however often.
    """
    document = find_own(visit)
    found = _proof_of(visit, document)
    again = visit.request.query_params.get("again") == "yes" and found is not None and found.state in _ENDED
    if (found is None or again) and not _read(document)[1]:
        visit.write(lambda unit: ask_for_proof(unit.library, asked(visit), document))
    return _preview(visit, document)


def publish(visit: Visit) -> Response:
    """Publish the task to the reader's school at once; what is wrong is shown beside the variants."""
    document = find_own(visit)
    press = _press_of_proven(visit, document)
    if press is None:
        return _prove_first(visit, document)
    try:
        publish_written(press, document, _upload(document), act(visit))
    except (DocumentRefused, IdentifierTaken) as refused:
        return _preview(visit, document, refused=refused)
    return redirect(visit, "author_preview", document=document.key)


def offer(visit: Visit) -> Response:
    """Submit the task to the reviewers of the library."""
    document = find_own(visit)
    press = _press_of_proven(visit, document)
    if press is None:
        return _prove_first(visit, document)
    try:
        offer_written(press, document, _upload(document), act(visit))
    except (DocumentRefused, IdentifierTaken) as refused:
        return _preview(visit, document, refused=refused)
    return redirect(visit, "author_preview", document=document.key)


def give(visit: Visit) -> Response:
    """Make a notebook of this task alone, publish it to the school, and go on to assigning it."""
    document = find_own(visit)
    key = document.edition
    edition = visit.read(lambda unit: unit.library.editions.find(visit.reader.school, key) if key else None)
    if edition is None or edition.state != "published":
        return redirect(visit, "author_preview", document=document.key)
    upload = Upload(kind=NOTEBOOK, files=_notebook(visit, edition))
    try:
        made = publish_files(visit.application.press, upload, act(visit))
    except DocumentRefused as refused:
        return _preview(visit, document, refused=refused)
    visit.application.follow_changes()
    page = "assign" if "teacher" in visit.reader.roles else "preview"
    return redirect(visit, page, edition=made.key)


def _press_of_proven(visit: Visit, document: WrittenDocument) -> Press | None:
    """Return a press that takes what the proof of this very text has made, if there is such a proof."""
    press = visit.application.press
    made = proven_objects(press.objects, _proof_of(visit, document))
    if made is None:
        return None
    reader = partial(read_task_files, tables=library_tables(), prove=lambda _task: made)
    return replace(press, readers={**press.readers, TASK: reader})


def _prove_first(visit: Visit, document: WrittenDocument) -> Response:
    """Go on to the page that tells what is wrong, or that every variant is being looked at."""
    found = _proof_of(visit, document)
    refused = found is not None and found.state == "done" and found.outcome["problems"]
    if not refused and not _read(document)[1]:
        visit.write(lambda unit: ask_for_proof(unit.library, asked(visit), document))
    return redirect(visit, "author_preview", document=document.key)


def _upload(document: WrittenDocument) -> Upload:
    root = read_spans(document.content)
    found = find(root, ("id",))
    name = found.text.strip() if isinstance(found, SpannedLeaf) else TASK
    return Upload(kind=TASK, files={f"{name}.yaml": document.content.encode()})


def _preview(
    visit: Visit,
    document: WrittenDocument,
    *,
    refused: DocumentRefused | IdentifierTaken | None = None,
) -> Response:
    task, problems = _read(document)
    proof = _proof_of(visit, document)
    proven = proven_from_json(proof.outcome) if proof is not None and proof.state == "done" else None
    if isinstance(refused, DocumentRefused):
        problems, proven = problems or refused.problems, None
    elif refused is not None:
        message = Text(*(_TAKEN.in_language(each).format(refused.identifier) for each in ("en", "ru")))
        problems = (Problem(document=document.title, message=message, line=1, column=1),)
    if proven is not None:
        problems = (*problems, *proven.problems)
    only_proof = "hx-request" in visit.request.headers
    return render(
        visit,
        "author/preview.html",
        status=422 if refused is not None else 200,
        current="author_home",
        document=document,
        placed=_placed(document, problems),
        proven=proven if proven is not None and not proven.problems else None,
        doubts=_placed(document, proven.doubts) if proven is not None else [],
        waiting=task is not None and proven is None and not problems,
        job=show_job(visit, proof) if proof is not None else None,
        exhibits=[] if only_proof else _exhibits(task),
        languages=task.languages if task is not None else (),
        states=states_of(visit, document),
        teaches="teacher" in visit.reader.roles,
        yaml_url=address(visit, "author_yaml", document=document.key),
        once=new_key(),
    )


def _proof_of(visit: Visit, document: WrittenDocument) -> Job | None:
    return visit.read(lambda unit: find_proof(unit.library, document))


def _read(document: WrittenDocument) -> tuple[Task | None, tuple[Problem, ...]]:
    try:
        return read_task(document.content, document=document.title, tables=library_tables()), ()
    except DocumentRefused as refused:
        return None, refused.problems


def _placed(document: WrittenDocument, problems: tuple[Problem, ...]) -> list[Placed]:
    try:
        return list(place(document.content, problems))
    except DocumentRefused:
        return [Placed(problem=problem, path=(), step="about") for problem in problems]


def _exhibits(task: Task | None) -> list[dict[str, Any]]:
    if task is None:
        return []
    try:
        shown = gallery(task)
    except DocumentRefused:
        return []
    return [
        {
            "task": show_variant(
                each.variant, {ask.name: ask.points for ask in each.variant.asks}, solved=True
            ),
            "difficulty": each.difficulty,
            "reasons": each.reasons,
            "struck": each.struck,
        }
        for each in shown
    ]


def _notebook(visit: Visit, edition: Edition) -> dict[str, bytes]:
    """Return the files of a notebook whose only slot holds this task."""
    name = edition.work.identifier
    ((_, content),) = files_of(visit.application.objects, edition).items()
    try:
        task = read_task(content.decode("utf-8-sig"), document=name, tables=library_tables())
    except DocumentRefused:
        raise EditionMissing(edition.key) from None
    identifier = f"{name[:80].rstrip('-')}-notebook"
    return {
        f"{identifier}.{language}.md": _page(task, language, identifier).encode()
        for language in edition.languages
    }


def _page(task: Task, language: Language, identifier: str) -> str:
    points = sum(ask.points for ask in task.asks.values())
    return _PAGE.format(
        id=identifier,
        title=json.dumps(task.title.in_language(language), ensure_ascii=False),
        language=language,
        subject=task.subject,
        section=task.section,
        grades=list(task.grades),
        points=points if points.denominator == 1 else float(points),
        task=task.id,
    )
