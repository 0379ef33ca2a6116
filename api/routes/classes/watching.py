"""A work of the library on a page of its own: films are watched, applications run in a sandboxed frame."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.responses import Response

from api.routes.works.linked_data import linked_data
from api.web.object_addresses import object_url
from api.web.rendering import redirect, render
from api.web.visits import Visit
from content.readers import APPLICATION, COURSE, SCENARIO, TEXTBOOK, VIDEO
from library_core.editions import Edition, EditionKey, EditionMissing
from library_core.formats.application.description import DESCRIPTION as APPLICATION_DESCRIPTION
from library_core.formats.application.description import read_application_description
from library_core.formats.video.captions import read_captions
from library_core.formats.video.description import DESCRIPTION as VIDEO_DESCRIPTION
from library_core.formats.video.description import Video, read_video_description
from library_core.objects import read_object
from library_core.reading.access import Shelved
from library_core.usage import What, day_of

SPEEDS: Final = ("0.5", "0.75", "1", "1.25", "1.5", "2")
_ELSEWHERE: Final = {TEXTBOOK: "textbook", SCENARIO: "lesson", COURSE: "course"}


def work(visit: Visit) -> Response:
    """Show the edition by what its kind needs; kinds with pages of their own are led to."""
    edition = _find(visit)
    shown = _SHOWN.get(edition.work.kind)
    if shown is None:
        return redirect(visit, _ELSEWHERE.get(edition.work.kind, "preview"), edition=edition.key)
    _count(visit, edition, "opened")
    return shown(visit, edition)


def complete(visit: Visit) -> Response:
    """Count that somebody came to the end."""
    _count(visit, _find(visit), "completed")
    return Response(status_code=204)


def _find(visit: Visit) -> Edition:
    """Return the edition of the path. Raises EditionMissing unless the reader may open it."""
    key = EditionKey(visit.path["edition"])
    edition = visit.read(lambda unit: unit.library.editions.find(visit.reader.school, key))
    if edition is None:
        raise EditionMissing(key)
    shelved = Shelved(edition=key, work=edition.work.key, school=edition.work.school, state=edition.state)
    if not shelved.is_open_to(visit.reader):
        raise EditionMissing(key)
    return edition


def _count(visit: Visit, edition: Edition, what: What) -> None:
    """Count a use of what is released; drafts are looked at, not used."""
    if edition.number is not None:
        day = day_of(visit.now, visit.application.settings.timezone)
        key, school = edition.work.key, visit.reader.school
        visit.application.write_soon(lambda unit: unit.library.usage.count(key, school, what, day))


def _watch(visit: Visit, edition: Edition) -> Response:
    video = read_video_description(_read(visit, edition, VIDEO_DESCRIPTION))
    films = [path for path in edition.manifest if path.lower().endswith((".mp4", ".webm"))]
    return render(
        visit,
        "library/video.html",
        current="catalogue",
        edition=edition,
        linked_data=linked_data(visit, edition),
        language_spoken=video.language,
        poster=_address(visit, edition, video.poster) if video.poster else None,
        films=[{"url": _address(visit, edition, path), "type": _type(path)} for path in sorted(films)],
        tracks=[
            {"language": language, "url": _address(visit, edition, path)}
            for language, path in video.captions.items()
        ],
        chapters=[
            {"seconds": chapter.begin / 1000, "at": clock(chapter.begin), "title": chapter.title}
            for chapter in video.chapters
        ],
        transcript=_transcript(visit, edition, video),
        speeds=SPEEDS,
    )


def _transcript(visit: Visit, edition: Edition, video: Video) -> Mapping[str, Any]:
    """Return the captions as text, in the language of the page if there are some."""
    language = visit.language if visit.language in video.captions else next(iter(video.captions))
    path = video.captions[language]
    cues = read_captions(_read(visit, edition, path), path)
    return {
        "language": language,
        "cues": [{"seconds": cue.begin / 1000, "at": clock(cue.begin), "text": cue.text} for cue in cues],
    }


def _run(visit: Visit, edition: Edition) -> Response:
    application = read_application_description(_read(visit, edition, APPLICATION_DESCRIPTION))
    return render(
        visit,
        "library/application.html",
        current="catalogue",
        edition=edition,
        linked_data=linked_data(visit, edition),
        entry=_address(visit, edition, application.entry),
        width=application.width,
        height=application.height,
    )


_SHOWN: Final[Mapping[str, Callable[[Visit, Edition], Response]]] = {VIDEO: _watch, APPLICATION: _run}


def _read(visit: Visit, edition: Edition, path: str) -> str:
    return read_object(visit.application.objects, edition.manifest[path]).decode("utf-8-sig")


def _address(visit: Visit, edition: Edition, path: str) -> str:
    return object_url(visit, edition.key, path)


def _type(path: str) -> str:
    return "video/mp4" if path.lower().endswith(".mp4") else "video/webm"


def clock(milliseconds: int) -> str:
    """Return a time as players show it: `4:05`, `1:04:05`."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
