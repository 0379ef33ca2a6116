"""Packages of publishers become drafts: an EPUB is checked and read, an archive unpacked, a lab proven.

Small ones are taken in while their publisher waits, by the same function.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from api.bootstrap import Application
from api.jobs.kinds import Kind
from api.jobs.lab_proofs import Proven, look_nowhere, prove_beside
from api.jobs.problems import problems_to_json
from api.jobs.runs import JobRefused, Outcome, Run, moment
from content.readers import APPLICATION, LAB, TEXTBOOK, VIDEO, read_lab_archive
from content.tables import library_tables
from labs.reading.lab_reading import read_lab
from library_core.editions import Edition
from library_core.formats.lab_package.package import is_lab_package, lab_files
from library_core.identities import new_key
from library_core.inherited_descriptions import inherited_description
from library_core.jobs import SOMEBODY_WAITS, Asked, Job, Wanted, ask_for
from library_core.library import Act, Library
from library_core.objects import ObjectKey, ObjectMissing, ObjectStore, put_bytes, read_object
from library_core.people import PersonKey
from library_core.preflight.checking import check_epub
from library_core.preflight.keeping import RECIPE, report_to_bytes
from library_core.preflight.report import Report
from library_core.publishing import Press, Sent, UnknownWork, Upload, upload_draft
from library_core.review import describe
from library_core.uploading import mark_taken
from library_core.uploads import FileUpload, UploadKey, UploadMissing
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

PACKAGE: Final = "package"
LAB_PROOF: Final = "lab"
LARGEST_AT_ONCE: Final = 1 << 20
"""Bytes of a package that its publisher waits for; a larger one is a job."""
_EPUB: Final = ".epub"
_ZIP: Final = ".zip"
_IN_MEMORY: Final = (".yaml", ".yml")
_MOST_IN_MEMORY: Final = 1 << 20
_GONE: Final = Text(
    en="The files are not here any more: they were cancelled, or have expired. Send them again.",
    ru="Файлов больше нет: загрузка отменена, или срок хранения истёк. Пришлите их ещё раз.",
)
_BROKEN: Final = Text(en="The package can't be taken in as it is.", ru="Пакет нельзя принять в таком виде.")
_REFUSED: Final = Text(en="There is something to mend first.", ru="Сначала нужно кое-что исправить.")


class PackageBroken(Exception):
    """The package is so broken that there can be no draft of it; the report says what is wrong."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(f"{len(report.problems)} problems")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Uploads of one person that belong together, and what they are."""

    kind: str
    uploads: tuple[FileUpload, ...]

    @property
    def files(self) -> dict[str, ObjectKey]:
        """The objects by name."""
        return {each.name: each.object for each in self.uploads if each.object is not None}

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(each.size for each in self.uploads)


def package_of(objects: ObjectStore, uploads: tuple[FileUpload, ...]) -> Package:
    """Return what was sent. Raises DocumentRefused if it is nothing that there are packages of."""
    files = Package(kind="", uploads=uploads).files
    return Package(kind=_kind_of(files, objects), uploads=uploads)


def read_lab_at_once(press: Press, package: Package) -> None:
    """Raise DocumentRefused with what is wrong in the files of a lab, before it is proven."""
    read_lab(_lab_texts(press, package), tables=library_tables())


def take_in(
    application: Application, package: Package, who: Act, look: Callable[[], None] = look_nowhere
) -> Edition:
    """Check the package and keep it as a draft; the same again is the same draft.

    `look` raises to stop it. Raises PackageBroken and DocumentRefused.
    """
    press, report = application.press, None
    if package.kind == LAB:
        press = _with_proof(press, prove_beside(_lab_texts(press, package), look))
    elif package.kind == TEXTBOOK:
        report = _check(package.files, press.objects)
        look()
        if report.broken:
            raise PackageBroken(report)
    draft = upload_draft(press, _upload(package, press.objects), who)
    stored = None if report is None else put_bytes(press.objects, report_to_bytes(report))
    press.library.write(lambda library: _settle(library, package, who, (draft, stored)))
    return draft


def _with_proof(press: Press, made: Proven) -> Press:
    reader = partial(read_lab_archive, tables=library_tables(), prove=lambda _lab: made)
    return replace(press, package_readers={LAB: reader})


def _lab_texts(press: Press, package: Package) -> Mapping[str, bytes]:
    upload = Upload(kind=LAB, stored=package.files)
    return lab_files(Sent(upload=upload, objects=press.objects, find_used=_uses_nothing))


def _uses_nothing(name: str) -> dict[str, bytes]:
    raise UnknownWork(name)


def _check(files: Mapping[str, ObjectKey], objects: ObjectStore) -> Report:
    (key,) = (key for name, key in files.items() if name.lower().endswith(_EPUB))
    with objects.open_seekable(key) as source:
        return check_epub(source)


def _upload(package: Package, objects: ObjectStore) -> Upload:
    """Return the upload: descriptions are read into memory, everything else stays an object."""
    files = package.files
    texts = [name for name in files if name.lower().endswith(_IN_MEMORY) and package.kind != LAB]
    large = next((name for name in texts if objects.size(files[name]) > _MOST_IN_MEMORY), None)
    if large is not None:
        message = Text(en="a description is no larger than 1 MB", ru="описание не больше 1 МБ")
        raise DocumentRefused([Problem(document=large, message=message)])
    return Upload(
        kind=package.kind,
        files={name: read_object(objects, files[name]) for name in texts},
        stored={name: key for name, key in files.items() if name not in texts},
    )


def _settle(library: Library, package: Package, who: Act, made: tuple[Edition, ObjectKey | None]) -> None:
    draft, report = made
    if all(_is_settled(library, each, draft) for each in package.uploads):
        return
    for each in package.uploads:
        mark_taken(library, each.key, draft.key, who)
    if report is not None:
        library.derived.keep(draft.key, RECIPE, report)
    before = _before(library, draft)
    if before is not None and draft.state == "draft":
        describe(library, draft.key, who, inherited_description(draft, before))


def _is_settled(library: Library, upload: FileUpload, draft: Edition) -> bool:
    now = library.uploads.find(upload.school, upload.person, upload.key)
    return now is not None and now.edition == draft.key


def _before(library: Library, draft: Edition) -> Edition | None:
    """Return the edition or draft of the same work that came before."""
    others = library.editions.of_work(draft.work.school, draft.work.key)
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


def ask_to_take_in(library: Library, package: Package, asked: Asked) -> Job:
    """Ask for a package to be taken in; sent twice, it is one job."""
    keys = sorted(each.key for each in package.uploads)
    wanted = Wanted(
        kind=LAB_PROOF if package.kind == LAB else PACKAGE,
        subject=keys[0],
        order={"uploads": keys},
        turn=SOMEBODY_WAITS,
    )
    return ask_for(library.jobs, wanted, asked, new_key)


def _work(run: Run) -> Outcome:
    job, application = run.job, run.application
    who = Act(school=job.school, at=moment(), person=job.person)
    try:
        package = package_of(application.objects, application.press.library.read(lambda it: _find(it, job)))
        draft = take_in(application, package, who, run.look)
    except PackageBroken as broken:
        raise JobRefused(_BROKEN, {"report": report_to_bytes(broken.report).decode()}) from broken
    except DocumentRefused as refused:
        raise JobRefused(_REFUSED, {"problems": problems_to_json(refused.problems)}) from refused
    except (UploadMissing, ObjectMissing) as missing:
        raise JobRefused(_GONE) from missing
    return {"edition": draft.key}


def _find(library: Library, job: Job) -> tuple[FileUpload, ...]:
    person = job.person or PersonKey("")
    found = tuple(
        library.uploads.find(job.school, person, UploadKey(key)) for key in job.wanted.order["uploads"]
    )
    there = tuple(each for each in found if each is not None)
    if len(there) < len(found):
        raise UploadMissing
    return there


PACKAGES: Final = Kind(
    title=Text(en="Checking a package", ru="Проверка пакета"),
    about=Text(
        en="The package is checked and read; large books take some minutes.",
        ru="Пакет проверяется и читается; для больших книг это занимает несколько минут.",
    ),
    work=_work,
)
LAB_PROOFS: Final = Kind(
    title=Text(en="Proving a lab", ru="Проверка лабораторной работы"),
    about=Text(
        en="Its files can be read. Now check values are compared, and 300 students are simulated: honest "
        "ones, and some who copy. This takes up to a minute.",
        ru="Файлы прочитаны. Теперь сверяются контрольные значения и моделируются 300 учеников: честных "
        "и таких, кто списывает. Это занимает до минуты.",
    ),
    work=_work,
)
