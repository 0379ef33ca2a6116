"""The kind `video`: a description and the files it names become what the catalogue says."""

import math
from dataclasses import dataclass, replace
from typing import Final

from library_core.formats.scenarios.kind import decode
from library_core.formats.video.captions import MOST_BYTES, Cue, read_captions
from library_core.formats.video.containers import Film, NoFilm, read_film
from library_core.formats.video.description import DESCRIPTION, Video, read_video_description
from library_core.objects import ObjectKey, put_bytes
from library_core.publishing import Described, Sent
from variants.problems import DocumentRefused, Problem
from variants.texts import Language, Text

MOST_POSTER: Final = 4 << 20
MOST_DESCRIPTION: Final = 1 << 20
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
_NAMED: Final = ("jpg", "jpeg", "png", "webp")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """The uploaded files as objects by path."""

    sent: Sent
    keys: dict[str, ObjectKey]

    def read(self, path: str, most: int) -> bytes:
        """Return a file of at most `most` bytes. Raises DocumentRefused."""
        if path not in self.keys:
            raise _refused(path, Text(en="the file is missing", ru="файла нет"))
        if self.sent.objects.size(self.keys[path]) > most:
            words = f"{most >> 20}"
            raise _refused(path, Text(en=f"larger than {words} MB", ru=f"больше {words} МБ"))
        with self.sent.objects.open(self.keys[path]) as source:
            return source.read()


def read_video(sent: Sent) -> Described:
    """Read the files of a video. Raises DocumentRefused."""
    stored = {path: put_bytes(sent.objects, content) for path, content in sent.upload.files.items()}
    files = _Files(sent=sent, keys={**sent.upload.stored, **stored})
    video = read_video_description(decode(files.read(DESCRIPTION, MOST_DESCRIPTION), DESCRIPTION))
    cues = {
        language: read_captions(decode(files.read(path, MOST_BYTES), path), path)
        for language, path in video.captions.items()
    }
    length = max(film.milliseconds for film in _films(files, video))
    _check_times(video, cues, length)
    _check_poster(files, video)
    head = video.head
    return Described(
        identifier=head.id,
        title=head.title,
        subject=head.subject,
        section=head.section,
        grades=head.grades,
        languages=tuple(dict.fromkeys((video.language, *video.captions))),
        skills=head.skills,
        words=Text(**{language: " ".join(cue.text for cue in said) for language, said in cues.items()}),
        unpacked=files.keys,
        metadata=replace(head.metadata, minutes=math.ceil(length / 60_000), has_audio=True),
    )


def _films(files: _Files, video: Video) -> list[Film]:
    """Return the films among the files; whatever is neither named nor a film is refused."""
    films: list[Film] = []
    for path, key in files.keys.items():
        if path in {DESCRIPTION, video.poster, *video.captions.values()}:
            continue
        try:
            with files.sent.objects.open_seekable(key) as source:
                film = read_film(source)
        except NoFilm:
            message = Text(
                en="this is no MP4 or WebM film with a duration, and the description doesn't name it",
                ru="это не фильм MP4 или WebM с указанной длительностью, и в описании файл не назван",
            )
            raise _refused(path, message) from None
        if not path.lower().endswith(f".{film.container}"):
            ending = f"`.{film.container}`"
            raise _refused(
                path, Text(en=f"its name should end in {ending}", ru=f"имя должно кончаться на {ending}")
            )
        films.append(film)
    if not films:
        raise _refused(DESCRIPTION, Text(en="there is no MP4 or WebM file", ru="нет файла MP4 или WebM"))
    return films


def _check_times(video: Video, cues: dict[Language, tuple[Cue, ...]], length: int) -> None:
    for language, said in cues.items():
        if said[-1].begin >= length:
            message = Text(
                en="captions go on after the end of the video", ru="субтитры идут после конца видео"
            )
            raise _refused(video.captions[language], message)
    if video.chapters and video.chapters[-1].begin >= length:
        message = Text(en="a chapter begins after the end", ru="одна из частей начинается после конца видео")
        raise _refused(DESCRIPTION, message)


def _check_poster(files: _Files, video: Video) -> None:
    if not video.poster:
        return
    content = files.read(video.poster, MOST_POSTER)
    if not content.startswith(_PICTURES) or not video.poster.lower().endswith(_NAMED):
        message = Text(
            en="a poster is a JPEG, PNG or WebP picture", ru="заставка — картинка JPEG, PNG или WebP"
        )
        raise _refused(video.poster, message)


def _refused(document: str, message: Text) -> DocumentRefused:
    return DocumentRefused([Problem(document=document, message=message)])
