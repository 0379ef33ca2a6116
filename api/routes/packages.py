"""Packages of publishers: an EPUB, a video, an application, a lab: checked, then kept as a draft."""

from dataclasses import replace
from functools import partial
from typing import Any, Final

from starlette.responses import RedirectResponse, Response

from api.bootstrap import Unit
from api.lab_proofs import LabProofs, Proven, TooManyProofs
from api.routes.acting import act
from api.routes.uploads import REFUSALS, STATUSES, received_uploads, refusal_in_words
from api.sizes import size_in_words
from api.web.rendering import address, redirect, render
from api.web.requests import LARGEST_UPLOAD
from api.web.visits import Visit
from content.readers import APPLICATION, LAB, TEXTBOOK, VIDEO, read_lab_archive
from content.tables import library_tables
from labs.reading.lab_reading import read_lab
from library_core.editions import Edition, EditionKey
from library_core.formats.lab_package.package import is_lab_package, lab_files
from library_core.identities import new_key
from library_core.inherited_descriptions import inherited_description
from library_core.library import Act
from library_core.objects import ObjectKey, ObjectStore, put_bytes, read_object
from library_core.preflight.checking import check_epub
from library_core.preflight.keeping import RECIPE, report_from_bytes, report_to_bytes
from library_core.preflight.report import Report
from library_core.publishing import Sent, UnknownWork, Upload, upload_draft
from library_core.review import describe
from library_core.uploading import mark_taken
from library_core.uploads import FileUpload
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

ACCEPTED: Final = ".epub,.zip,.mp4,.webm,.vtt,.yaml,.jpg,.jpeg,.png,.webp"
_PROOFS: Final = LabProofs()
_EPUB: Final = ".epub"
_ZIP: Final = ".zip"
_IN_MEMORY: Final = (".yaml", ".yml")
_MOST_IN_MEMORY: Final = 1 << 20


def page(visit: Visit) -> Response:
    """Show the form for packages."""
    return _form(visit)


def take_in(visit: Visit) -> Response:
    """Check what has come and keep it as a draft; a broken package is told of, and stays an upload."""
    try:
        sent = received_uploads(visit)
    except REFUSALS as refusal:
        return _form(visit, error=refusal_in_words(visit, refusal), status=STATUSES[type(refusal)])
    files = {each.name: each.object for each in sent if each.object is not None}
    try:
        kind = _kind_of(files, visit.application.objects)
        if kind == LAB:
            return _begin_proof(visit, files, sent)
        report = _check(visit, files) if kind == TEXTBOOK else None
        if report is not None and report.broken:
            return _form(visit, report=report, status=422)
        draft = upload_draft(visit.application.press, _upload(visit, kind, files), act(visit))
    except DocumentRefused as refused:
        return _form(visit, problems=refused.problems, status=422)
    stored = _stored(visit, report)
    visit.write(lambda unit: _settle(unit, act(visit), draft, (sent, stored)))
    return redirect(visit, "edition", edition=draft.key)


def _begin_proof(visit: Visit, files: dict[str, ObjectKey], sent: tuple[FileUpload, ...]) -> Response:
    """Read the lab at once, and begin to prove it. Raises DocumentRefused with what is wrong in its files."""
    upload, who, application = Upload(kind=LAB, stored=files), act(visit), visit.application
    package = Sent(upload=upload, objects=application.objects, find_used=_uses_nothing)
    texts = lab_files(package)
    read_lab(texts, tables=library_tables())

    def keep(made: Proven) -> EditionKey:
        reader = partial(read_lab_archive, tables=library_tables(), prove=lambda _lab: made)
        draft = upload_draft(replace(application.press, package_readers={LAB: reader}), upload, who)
        application.write(lambda unit: _settle(unit, who, draft, (sent, None)))
        return draft.key

    key = new_key()
    try:
        _PROOFS.begin(key, visit.reader.key, texts, keep)
    except TooManyProofs:
        error = visit.gettext("Several labs are being proven already. Send this one again in some minutes.")
        return _form(visit, error=error, status=503)
    return RedirectResponse(f"{address(visit, 'package_proof')}?proof={key}", status_code=303)


def _uses_nothing(name: str) -> dict[str, bytes]:
    raise UnknownWork(name)


def proof(visit: Visit) -> Response:
    """Show that a lab is being proven, and then what came of it."""
    found = _PROOFS.find(visit.request.query_params.get("proof", ""), visit.reader.key)
    if found is None:
        error = visit.gettext("This proof has been interrupted. Send the lab again.")
        return _form(visit, error=error, status=409)
    if not found.done:
        return render(visit, "publisher/proving.html", current="publisher_home")
    if found.draft is None:
        return _form(visit, problems=found.problems, status=422)
    return redirect(visit, "edition", edition=found.draft)


def kept_report(visit: Visit, edition: Edition) -> Report | None:
    """Return what was said of the edition's package when it came, if anything was."""
    school = visit.reader.school
    kept = visit.read(lambda unit: unit.library.derived.find(school, edition.key, RECIPE))
    return None if kept is None else report_from_bytes(read_object(visit.application.objects, kept))


def _check(visit: Visit, files: dict[str, ObjectKey]) -> Report:
    (key,) = (key for name, key in files.items() if name.lower().endswith(_EPUB))
    with visit.application.objects.open_seekable(key) as source:
        return check_epub(source)


def _upload(visit: Visit, kind: str, files: dict[str, ObjectKey]) -> Upload:
    """Return the upload: descriptions are read into memory, everything else stays an object."""
    objects = visit.application.objects
    texts = [name for name in files if name.lower().endswith(_IN_MEMORY)]
    large = next((name for name in texts if objects.size(files[name]) > _MOST_IN_MEMORY), None)
    if large is not None:
        message = Text(en="a description is no larger than 1 MB", ru="описание не больше 1 МБ")
        raise DocumentRefused([Problem(document=large, message=message)])
    return Upload(
        kind=kind,
        files={name: read_object(objects, files[name]) for name in texts},
        stored={name: key for name, key in files.items() if name not in texts},
    )


def _stored(visit: Visit, report: Report | None) -> ObjectKey | None:
    return None if report is None else put_bytes(visit.application.objects, report_to_bytes(report))


def _settle(
    unit: Unit, who: Act, draft: Edition, made: tuple[tuple[FileUpload, ...], ObjectKey | None]
) -> None:
    sent, report = made
    for each in sent:
        mark_taken(unit.library, each.key, draft.key, who)
    if report is not None:
        unit.library.derived.keep(draft.key, RECIPE, report)
    before = _before(unit, draft)
    if before is not None and draft.state == "draft":
        describe(unit.library, draft.key, who, inherited_description(draft, before))


def _before(unit: Unit, draft: Edition) -> Edition | None:
    """Return the edition or draft of the same work that came before."""
    others = unit.library.editions.of_work(draft.work.school, draft.work.key)
    return next((each for each in others if each.key != draft.key), None)


def _kind_of(files: dict[str, ObjectKey], objects: ObjectStore) -> str:
    names = [name.lower() for name in files]
    if sum(name.endswith(_EPUB) for name in names) == 1:
        return TEXTBOOK
    if len(names) == 1 and names[0].endswith(_ZIP):
        with objects.open_seekable(*files.values()) as source:
            return LAB if is_lab_package(source) else APPLICATION
    if any(name.endswith((".mp4", ".webm")) for name in names):
        return VIDEO
    message = Text(
        en="send one EPUB, one zip archive of an application or a lab, "
        "or the files of a video with video.yaml",
        ru="пришлите один EPUB, один zip-архив приложения или лабораторной работы или файлы видео "
        "вместе с video.yaml",
    )
    raise DocumentRefused([Problem(document=", ".join(files) or "—", message=message)])


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
        accepted=ACCEPTED,
        largest=size_in_words(visit.application.settings.largest_upload, visit.language),
        largest_plain=size_in_words(LARGEST_UPLOAD, visit.language),
        **shown,
    )
