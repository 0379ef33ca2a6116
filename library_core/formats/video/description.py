"""The description of a video, `video.yaml`: what it is called, its captions, its chapters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from library_core.formats.heads import read_title
from library_core.formats.media_heads import HEAD, Head, read_common_head, read_words
from variants.problems import DocumentRefused
from variants.templates.documents import Complaint, Node, read_document
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import Fields, read_items, read_text, read_word
from variants.texts import LANGUAGES, Language, Text

DESCRIPTION: Final = "video.yaml"
MOST_CHAPTERS: Final = 200
_FIELDS: Final = (*HEAD, "language", "poster", "captions", "chapters")
_TIME: Final = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Where a part of the video begins, in milliseconds, and what it is called."""

    begin: int
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """A described video; `captions` lead from languages to paths, `language` is what is spoken."""

    head: Head
    language: Language
    poster: str
    captions: Mapping[Language, str]
    chapters: tuple[Chapter, ...]


def read_video_description(text: str) -> Video:
    """Read `video.yaml`. Raises DocumentRefused with all problems."""
    problems = Problems(DESCRIPTION)
    node = read_document(text, DESCRIPTION)
    fields = problems.attempt(lambda: Fields(node, problems, _FIELDS))
    if fields is None:
        raise DocumentRefused(problems.found)
    language = fields.need("language", read_word(*LANGUAGES), "ru")
    video = Video(
        head=read_common_head(fields),
        language="en" if language == "en" else "ru",
        poster=fields.get("poster", read_text, ""),
        captions=fields.need("captions", lambda node: _captions(node, problems), {}),
        chapters=fields.get("chapters", lambda node: _chapters(node, problems), ()),
    )
    if problems.found:
        raise DocumentRefused(problems.found)
    return video


def _captions(node: Node, problems: Problems) -> Mapping[Language, str]:
    fields = Fields(node, problems, LANGUAGES)
    found = {language: fields.maybe(language, read_text) for language in LANGUAGES}
    written: dict[Language, str] = {language: path for language, path in found.items() if path}
    if not written:
        message = Text(
            en="a video needs captions in one language at least: {ru: captions.ru.vtt}",
            ru="видео нужны субтитры хотя бы на одном языке: {ru: captions.ru.vtt}",
        )
        raise Complaint(node, message)
    return written


def _chapters(node: Node, problems: Problems) -> tuple[Chapter, ...]:
    items = read_items(node)
    if len(items) > MOST_CHAPTERS:
        message = Text(en=f"more than {MOST_CHAPTERS} chapters", ru=f"частей больше {MOST_CHAPTERS}")
        raise Complaint(node, message)
    chapters = tuple(_chapter(item, problems) for item in items)
    for before, chapter, item in zip(chapters, chapters[1:], items[1:], strict=False):
        if chapter.begin <= before.begin:
            message = Text(
                en="this chapter begins before the one above", ru="эта часть начинается раньше предыдущей"
            )
            raise Complaint(item, message)
    return chapters


def _chapter(node: Node, problems: Problems) -> Chapter:
    fields = Fields(node, problems, ("at", "title"))
    return Chapter(
        begin=fields.need("at", _read_time, 0),
        title=fields.need("title", lambda title: read_words(title, problems), Text()),
    )


def _read_time(node: Node) -> int:
    found = _TIME.fullmatch(read_title(node))
    if found is None:
        message = Text(
            en="times are written like 4:05 or 1:04:05", ru="время записывается так: 4:05 или 1:04:05"
        )
        raise Complaint(node, message)
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000
