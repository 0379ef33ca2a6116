"""Recordings: `audio/` of a book's folder → sounds of the package and the clips that speak its paragraphs.

Of a chapter `01-motion` there may be one file `audio/01-motion.opus` with a list `audio/01-motion.cues`,
files named by paragraph in `audio/01-motion/`, or both. Opus files of paragraphs are joined to one a chapter.
"""

import csv
import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import tinytag

from library_core.formats.epub_writing.publication import Resource
from library_core.formats.textbook_markdown.chapters import Chapter
from library_core.sounds.opus_files import NotOpus, Stretch, duration_of, join
from library_core.textbooks.book import Clip
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

NOTES: Final = "audio/notes.csv"
MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".opus": "audio/ogg; codecs=opus",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
}
_CUE: Final = re.compile(r"(?P<begin>[\d:.]+)\s+(?P<end>[\d:.]+)\s+(?P<id>\S+)")
_MOMENT: Final = re.compile(r"(?:(?:(?P<hours>\d+):)?(?P<minutes>\d+):)?(?P<seconds>\d+(?:\.\d{1,3})?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is known of a recording: a fingerprint of the words it speaks, and the voice if no person did."""

    words: str
    voice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recordings:
    """The sounds of one chapter: files of the package, clips in the order of its paragraphs.

    `sources` are the files of the folder that they come from.
    """

    resources: tuple[Resource, ...] = ()
    clips: tuple[Clip, ...] = ()
    sources: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class _Found:
    chapter: Chapter
    paragraphs: tuple[str, ...]
    files: Mapping[str, bytes]
    notes: Mapping[str, Note]
    clips: dict[str, Clip] = field(default_factory=dict)
    resources: list[Resource] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    opus: dict[str, str] = field(default_factory=dict)


def read_notes(files: Mapping[str, bytes]) -> Mapping[str, Note]:
    """Return what is noted of recordings, by path."""
    rows = csv.DictReader(io.StringIO(files.get(NOTES, b"").decode("utf-8-sig", "replace")))
    return {
        row["file"]: Note(words=row["words"], voice=row["voice"])
        for row in rows
        if all(row.get(name) is not None for name in ("file", "words", "voice"))
    }


def write_notes(notes: Mapping[str, Note]) -> bytes:
    """Return notes as they stand in the folder."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("file", "words", "voice"))
    writer.writerows((path, note.words, note.voice) for path, note in sorted(notes.items()))
    return text.getvalue().encode()


def read_recordings(chapter: Chapter, files: Mapping[str, bytes], notes: Mapping[str, Note]) -> Recordings:
    """Return the sounds of a chapter. Raises DocumentRefused: files that can't be played or speak nothing."""
    paragraphs = tuple(identifier for identifier, _ in chapter.paragraphs)
    found = _Found(chapter=chapter, paragraphs=paragraphs, files=files, notes=notes)
    _take_whole(found)
    for path in sorted(files):
        if posixpath.dirname(path) == f"audio/{chapter.name}":
            _take_part(found, path)
    if found.problems:
        raise DocumentRefused(found.problems)
    _join_parts(found)
    clips = (found.clips.get(identifier) for identifier in paragraphs)
    return Recordings(
        resources=tuple(found.resources),
        clips=tuple(clip for clip in clips if clip is not None),
        sources=frozenset((*found.opus.values(), *(each.path for each in found.resources))),
    )


def _take_whole(found: _Found) -> None:
    """Take the one file of a chapter with its list of cues."""
    stem = f"audio/{found.chapter.name}"
    whole = [f"{stem}{ending}" for ending in MEDIA_TYPES if f"{stem}{ending}" in found.files]
    cues = f"{stem}.cues"
    if not whole and cues not in found.files:
        return
    if len(whole) != 1 or cues not in found.files:
        _say(
            found,
            whole[0] if whole else cues,
            Text(
                en=f"one recording and its list `{cues}` are needed",
                ru=f"нужны одна запись и её список `{cues}`",
            ),
        )
        return
    length = _duration(found, whole[0])
    if length is None:
        return
    found.resources.append(_resource(whole[0], found.files[whole[0]]))
    for line, begin, end, identifier in _read_cues(found, cues):
        if not begin < end <= length:
            _say(
                found,
                cues,
                Text(
                    en="this part ends before it begins, or past the end of the recording",
                    ru="фрагмент кончается раньше, чем начинается, или за концом записи",
                ),
                line,
            )
        elif identifier not in found.paragraphs:
            _say(found, cues, _no_paragraph(found, identifier), line)
        else:
            found.clips[identifier] = _clip(found, whole[0], identifier, Stretch(begin=begin, end=end))


def _read_cues(found: _Found, path: str) -> Iterator[tuple[int, int, int, str]]:
    text = found.files[path].decode("utf-8-sig", "replace")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cue = _CUE.fullmatch(line.strip())
        begin, end = (_moment(cue["begin"]), _moment(cue["end"])) if cue else (None, None)
        if cue is None or begin is None or end is None:
            message = Text(
                en="a line is: beginning, end, id of the paragraph, like `0:01.5 0:07.25 p-1a2b3c4d`",
                ru="строка — это начало, конец и id абзаца, например `0:01.5 0:07.25 p-1a2b3c4d`",
            )
            _say(found, path, message, number)
        else:
            yield number, begin, end, cue["id"]


def _moment(text: str) -> int | None:
    parts = _MOMENT.fullmatch(text)
    if parts is None:
        return None
    minutes = 60 * int(parts["hours"] or 0) + int(parts["minutes"] or 0)
    return round(1000 * (60 * minutes + float(parts["seconds"])))


def _take_part(found: _Found, path: str) -> None:
    """Take a file that speaks one paragraph."""
    identifier, ending = posixpath.splitext(posixpath.basename(path))
    if ending not in MEDIA_TYPES:
        _say(found, path, Text(en="a recording is Opus, MP3 or M4A", ru="запись — это Opus, MP3 или M4A"))
        return
    if identifier not in found.paragraphs:
        # What a synthesiser spoke of a text that is gone stands in nobody's way.
        note = found.notes.get(path)
        if note is None or not note.voice:
            _say(found, path, _no_paragraph(found, identifier))
        return
    length = _duration(found, path)
    if length is None:
        return
    if ending == ".opus":
        found.opus[identifier] = path
    else:
        found.resources.append(_resource(path, found.files[path]))
        found.clips[identifier] = _clip(found, path, identifier, Stretch(begin=0, end=length))


def _join_parts(found: _Found) -> None:
    spoken = [
        identifier
        for identifier in found.paragraphs
        if identifier in found.opus and identifier not in found.clips
    ]
    if not spoken:
        return
    joined, stretches = join([found.files[found.opus[identifier]] for identifier in spoken])
    path = f"audio/{found.chapter.name}/paragraphs.opus"
    found.resources.append(_resource(path, joined))
    for identifier, stretch in zip(spoken, stretches, strict=True):
        found.clips[identifier] = _clip(found, path, identifier, stretch)


def _clip(found: _Found, path: str, identifier: str, stretch: Stretch) -> Clip:
    note = found.notes.get(found.opus.get(identifier, path))
    return Clip(
        document=found.chapter.path,
        paragraph=identifier,
        audio=path,
        begin=stretch.begin,
        end=stretch.end,
        origin="synthetic" if note is not None and note.voice else "recorded",
        fingerprint=note.words if note is not None else "",
    )


def _duration(found: _Found, path: str) -> int | None:
    content = found.files[path]
    try:
        if path.endswith(".opus"):
            return duration_of(content)
        seconds = tinytag.TinyTag.get(filename=path, file_obj=io.BytesIO(content)).duration
    except (NotOpus, tinytag.TinyTagException):
        seconds = None
    if not seconds:
        _say(found, path, Text(en="this recording can't be played", ru="эту запись нельзя проиграть"))
        return None
    return int(seconds * 1000)


def _resource(path: str, content: bytes) -> Resource:
    return Resource(path=path, media_type=MEDIA_TYPES[posixpath.splitext(path)[1]], content=content)


def _no_paragraph(found: _Found, identifier: str) -> Text:
    return Text(
        en=f"the chapter {found.chapter.name} has no paragraph `{identifier}`",
        ru=f"в главе {found.chapter.name} нет абзаца `{identifier}`",
    )


def _say(found: _Found, path: str, message: Text, line: int = 0) -> None:
    found.problems.append(Problem(document=path, message=message, line=line, column=1 if line else 0))
