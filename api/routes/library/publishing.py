"""The publisher's road: upload, problems, draft, submitted for review, in the catalogue, withdrawn."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from starlette.responses import Response

from api.routes.acting import act
from api.routes.job_views import under_way
from api.routes.library.edition_pages import edition_page, entry, is_written, own_edition
from api.routes.library.narrating import shown as narration_of
from api.routes.library.packages import kept_report
from api.routes.library.reviewing import read_reason
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from content.readers import NOTEBOOK, TASK, TEXTBOOK
from library_core.editions import Edition, EditionKey, State
from library_core.library import Act, Library
from library_core.preflight.keeping import barriers, says_rights
from library_core.publishing import Upload, upload_draft
from library_core.review import ReasonMissing, submit, take_back, withdraw
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

_UNDER_WAY: Final[tuple[State, ...]] = ("draft", "submitted", "in_review", "returned")
_RELEASED: Final[tuple[State, ...]] = ("published", "superseded", "withdrawn")
_SUFFIX_KINDS: Final = {".yaml": TASK, ".yml": TASK, ".md": NOTEBOOK}
_SAID_KIND: Final = re.compile(rb"^kind:[ \t]*(scenario|course)[ \t]*\r?$", re.MULTILINE)
_HEAD: Final = 4096


def home(visit: Visit) -> Response:
    """Show the school's documents: those under way and those in the catalogue."""
    school = visit.reader.school
    found = visit.read(lambda unit: unit.library.editions.in_states(school, (*_UNDER_WAY, *_RELEASED)))
    # A draft that another draft has replaced was never published: there is nothing to do with it.
    shown = [edition for edition in found if edition.state in _UNDER_WAY or edition.number is not None]
    entries = [(edition.state, entry(visit, edition, "edition")) for edition in shown]
    return render(
        visit,
        "publisher/home.html",
        under_way=under_way(visit),
        current="publisher_home",
        drafts=[line for state, line in entries if state in _UNDER_WAY],
        editions=[line for state, line in entries if state in _RELEASED],
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
    """Show one draft or edition of the school to who publishes it, with what may be done to it now."""
    return _page(visit)


def submit_for_review(visit: Visit) -> Response:
    """Ask a reviewer to look at a draft; a package that was found wanting, or is nobody's, stays one."""
    found = own_edition(visit)
    report = kept_report(visit, found)
    if report is not None and barriers(report, found.metadata):
        return _page(visit, error=visit.gettext("Mend what is listed first."), status=422)
    if not is_written(found.work) and not says_rights(found.metadata):
        error = visit.gettext("Say first, in the description, whose the rights are and under which licence.")
        return _page(visit, error=error, status=422)
    return _step(visit, submit)


def take_back_from_review(visit: Visit) -> Response:
    """Make a draft again of what no reviewer has taken up."""
    return _step(visit, take_back)


def withdraw_edition(visit: Visit) -> Response:
    """Take an edition out of the catalogue, with a reason; who was given it keeps it."""
    key, reason = EditionKey(visit.path["edition"]), read_reason(visit)
    try:
        visit.write(lambda unit: withdraw(unit.library, key, act(visit), reason))
    except ReasonMissing:
        return _page(visit, error=visit.gettext("Write why you withdraw it."), status=422)
    return redirect(visit, "edition", edition=key)


def _step(visit: Visit, take: Callable[[Library, EditionKey, Act], Edition]) -> Response:
    key = EditionKey(visit.path["edition"])
    visit.write(lambda unit: take(unit.library, key, act(visit)))
    return redirect(visit, "edition", edition=key)


def _page(visit: Visit, *, error: str = "", status: int = 200) -> Response:
    found = own_edition(visit)
    steps = {
        "draft": {"submit_url": "submit", "describe_url": "describe"},
        "returned": {"describe_url": "describe"},
        "submitted": {"take_back_url": "take_back_edition"},
        "published": {"withdraw_url": "withdraw_edition"},
    }.get(found.state, {})
    urls = {name: address(visit, route, edition=found.key) for name, route in steps.items()}
    narration = narration_of(visit) if found.work.kind == TEXTBOOK else None
    return edition_page(visit, found, error=error, status=status, narration=narration, **urls)


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


def _kind_of(files: dict[str, bytes]) -> str:
    """Return what the files are: one task, scenario or course, or a notebook, a file for each language."""
    kinds = {_kind_of_file(name, content) for name, content in files.items()}
    if len(kinds) != 1 or "" in kinds or (kinds != {NOTEBOOK} and len(files) != 1):
        message = Text(
            en="upload one task (.yaml), scenario or course (.md), or a notebook (.md for each language)",
            ru="загрузите одну задачу (.yaml), сценарий или курс (.md) или тетрадь (.md для каждого языка)",
        )
        raise DocumentRefused([Problem(document=", ".join(files) or "—", message=message)])
    return kinds.pop()


def _kind_of_file(name: str, content: bytes) -> str:
    kind = _SUFFIX_KINDS.get(f".{name.rpartition('.')[2].lower()}", "")
    said = _SAID_KIND.search(content[:_HEAD]) if kind == NOTEBOOK else None
    return said[1].decode() if said else kind


def _file_name(name: str) -> str:
    """Return the last part of a file name: some browsers send whole paths."""
    return name.replace("\\", "/").rpartition("/")[2][:200]


def _line_of(files: dict[str, bytes], problem: Problem) -> str:
    lines = files.get(problem.document, b"").decode("utf-8", "replace").splitlines()
    return lines[problem.line - 1].strip()[:200] if 0 < problem.line <= len(lines) else ""
