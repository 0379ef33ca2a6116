"""The publisher's and the reviewer's road: upload, problems, draft, submitted, accepted or returned."""

from collections.abc import Iterable
from typing import Any, Final

from starlette.responses import Response

from api.routes.acting import act
from api.routes.samples import SAMPLES, sample_blocks, sample_variants
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from library_core.editions import Edition, EditionKey, EditionMissing, State
from library_core.identities import new_key
from library_core.people import PersonKey
from library_core.publishing import Upload, files_of, upload_draft
from library_core.releasing import Reason
from library_core.review import WAITING, OwnDocument, ReasonMissing, accept, send_back, submit
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

_UNDER_WAY: Final[tuple[State, ...]] = ("draft", "submitted", "in_review", "returned")
_RELEASED: Final[tuple[State, ...]] = ("published", "superseded", "withdrawn")
_LONGEST_REASON: Final = 4000
_OWN_DOCUMENT: Final = Text(
    en="You uploaded this yourself: another reviewer has to look at it before it is published.",
    ru="Этот документ загрузили вы сами: перед публикацией его должен проверить другой рецензент.",
)
_SUFFIX_KINDS: Final = {".yaml": "task", ".yml": "task", ".md": "notebook"}


def home(visit: Visit) -> Response:
    """Show the school's documents: those under way and those in the catalogue."""
    school = visit.reader.school
    found = visit.read(lambda unit: unit.library.editions.in_states(school, (*_UNDER_WAY, *_RELEASED)))
    entries = [(edition.state, _entry(visit, edition, "edition")) for edition in found]
    return render(
        visit,
        "publisher/home.html",
        current="publisher_home",
        drafts=[entry for state, entry in entries if state in _UNDER_WAY],
        editions=[entry for state, entry in entries if state in _RELEASED],
    )


def upload_page(visit: Visit) -> Response:
    """Show the form for a document's files."""
    return _upload_form(visit, ())


def upload(visit: Visit) -> Response:
    """Keep the files as a draft, or show what is to be mended; then nothing is kept."""
    files = {_file_name(each.name): each.content for each in visit.files.get("files", ()) if each.name}
    try:
        kind = _kind_of(files)
        draft = upload_draft(visit.application.press, Upload(kind=kind, files=files), act(visit))
    except DocumentRefused as refused:
        return _upload_form(visit, refused.problems, files, status=422)
    return redirect(visit, "edition", edition=draft.key)


def edition(visit: Visit) -> Response:
    """Show one draft or edition of the school to who publishes it."""
    found = _own(visit)
    submit_url = address(visit, "submit", edition=found.key) if found.state == "draft" else None
    return _edition_page(visit, found, submit_url=submit_url)


def submit_for_review(visit: Visit) -> Response:
    """Ask a reviewer to look at a draft."""
    key = EditionKey(visit.path["edition"])
    visit.write(lambda unit: submit(unit.library, key, act(visit)))
    return redirect(visit, "edition", edition=key)


def review_list(visit: Visit) -> Response:
    """Show what waits for a reviewer."""
    school = visit.reader.school
    found = visit.read(lambda unit: unit.library.editions.in_states(school, WAITING))
    waiting = [_entry(visit, each, "review") for each in found]
    return render(visit, "reviewer/list.html", current="reviewer_home", waiting=waiting)


def review(visit: Visit) -> Response:
    """Show one submitted edition with the form to decide."""
    found = _own(visit)
    decide_url = address(visit, "decide", edition=found.key) if found.state in WAITING else None
    return _edition_page(visit, found, decide_url=decide_url)


def decide(visit: Visit) -> Response:
    """Accept an edition into the catalogue, or return it with a reason."""
    key, reason = EditionKey(visit.path["edition"]), visit.field("reason")[:_LONGEST_REASON]
    try:
        if visit.field("decision") == "accept":
            visit.write(lambda unit: accept(unit.library, key, act(visit)))
        else:
            visit.write(lambda unit: send_back(unit.library, key, act(visit), Reason(reason)))
    except ReasonMissing:
        error = visit.gettext("Write why you return it: the publisher will read this.")
        return _undecided(visit, error)
    except OwnDocument:
        return _undecided(visit, _OWN_DOCUMENT.in_language(visit.language))
    return redirect(visit, "reviewer_home")


def _undecided(visit: Visit, error: str) -> Response:
    found = _own(visit)
    decide_url = address(visit, "decide", edition=found.key)
    return _edition_page(visit, found, decide_url=decide_url, error=error, status=422)


def _upload_form(
    visit: Visit, problems: Iterable[Problem], files: dict[str, bytes] | None = None, *, status: int = 200
) -> Response:
    shown = [
        {
            "document": problem.document,
            "line": problem.line,
            "column": problem.column,
            "message": problem.message,
            "source": _line_of(files or {}, problem),
        }
        for problem in problems
    ]
    upload_url = address(visit, "upload_do")
    return render(visit, "publisher/upload.html", status=status, problems=shown, upload_url=upload_url)


def _edition_page(visit: Visit, found: Edition, *, status: int = 200, **forms: str | None) -> Response:
    school = visit.reader.school
    trail = visit.read(lambda unit: unit.library.trail.of(school, found.key))
    names = _names(visit, {step.who for step in trail if step.who})
    files = files_of(visit.application.objects, found)
    samples: list[Any] = []
    blocks: list[dict[str, Any]] = []
    capacity: int | None = None
    if found.work.kind == "task":
        supply = visit.application.shelf.supply(school, found.key)
        capacity = len(supply.stock.members)
        samples = list(sample_variants(supply, SAMPLES, solutions=True))
    else:
        blocks = sample_blocks(visit, found.key, solutions=True)
    return render(
        visit,
        "publisher/edition.html",
        status=status,
        edition=_shown(found),
        files=[
            {"path": path, "source": content.decode("utf-8", "replace")} for path, content in files.items()
        ],
        samples=samples,
        blocks=blocks,
        capacity=capacity,
        trail=[
            {
                "at": step.at,
                "by": names.get(step.who, "") if step.who else "",
                "state": step.what,
                "reason": step.reason,
            }
            for step in trail
        ],
        once=new_key(),
        **{"submit_url": None, "decide_url": None, "error": "", **forms},
    )


def _own(visit: Visit) -> Edition:
    key = EditionKey(visit.path["edition"])
    found = visit.read(lambda unit: unit.library.editions.find(visit.reader.school, key))
    if found is None or found.work.school != visit.reader.school:
        raise EditionMissing(key)
    return found


def _shown(found: Edition) -> dict[str, Any]:
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
    }


def _entry(visit: Visit, found: Edition, page: str) -> dict[str, Any]:
    trail = visit.read(lambda unit: unit.library.trail.of(visit.reader.school, found.key))
    last = trail[-1] if trail else None
    publisher = found.publisher
    return {
        **_shown(found),
        "changed_at": last.at if last else found.created_at,
        "at": last.at if last else found.created_at,
        "by": _names(visit, {publisher}).get(publisher, "") if publisher else "",
        "reason": last.reason if last and found.state == "returned" else "",
        "url": address(visit, page, edition=found.key),
    }


def _names(visit: Visit, people: set[PersonKey]) -> dict[PersonKey, str]:
    found = visit.read(lambda unit: unit.people.find_all(visit.reader.school, people))
    return {person.key: person.display_name for person in found}


def _kind_of(files: dict[str, bytes]) -> str:
    """Return what the files are: one task, or a notebook with a file for each language."""
    kinds = {_SUFFIX_KINDS.get(f".{name.rpartition('.')[2].lower()}", "") for name in files}
    if len(kinds) != 1 or "" in kinds or (kinds == {"task"} and len(files) != 1):
        message = Text(
            en="upload one task (.yaml), or one notebook (a .md file for each language)",
            ru="загрузите одну задачу (.yaml) или одну тетрадь (файл .md для каждого языка)",
        )
        raise DocumentRefused([Problem(document=", ".join(files) or "—", message=message)])
    return kinds.pop()


def _file_name(name: str) -> str:
    """Return the last part of a file name: some browsers send whole paths."""
    return name.replace("\\", "/").rpartition("/")[2][:200]


def _line_of(files: dict[str, bytes], problem: Problem) -> str:
    lines = files.get(problem.document, b"").decode("utf-8", "replace").splitlines()
    return lines[problem.line - 1].strip()[:200] if 0 < problem.line <= len(lines) else ""
