"""Courses as they are being written: the form of a scenario, whose steps are the parts of the course."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from library_core.formats.courses.course import Course, Part
from library_core.formats.scenarios.drafts import HEAD, STEP, Draft

_OWN: Final = re.compile(r"##[ \t]|attach:")
_SPACES: Final = re.compile(r"\s+")


def course_document(draft: Draft) -> str:
    """Return the draft as a document; whether it is a course is for `read_course` to say."""
    lines = ["---", *_head(draft.head), "---"]
    for part in draft.steps:
        lines += ["", f"## {_line(part['title'])}".rstrip(), *_prose(part["about"])]
        lines += [f"attach: {_line(line)}" for line in part["attach"].split("\n") if line.strip()]
    return "\n".join(lines) + "\n"


def draft_of_course(course: Course) -> Draft:
    """Return a course as a draft."""
    metadata = course.metadata
    head = {
        **dict.fromkeys(HEAD, ""),
        **{name: getattr(course, name) for name in ("id", "title", "language", "subject", "section")},
        "grades": ", ".join(map(str, course.grades)),
        "skills": "\n".join(course.skills),
        "authors": "\n".join(metadata.authors),
        "licence": metadata.licence,
        "about": metadata.description.in_language(course.language),
    }
    return Draft(head=head, steps=tuple(_part_fields(part) for part in course.parts))


def _part_fields(part: Part) -> Mapping[str, str]:
    attached = "\n".join(f"{item.name} {item.words}".rstrip() for item in part.items)
    return {**dict.fromkeys(STEP, ""), "title": part.title, "about": part.prose, "attach": attached}


def _head(head: Mapping[str, str]) -> Iterator[str]:
    yield "kind: course"
    yield f"language: {'ru' if head['language'] == 'ru' else 'en'}"
    for name in ("id", "title", "subject", "section"):
        yield f"{name}: {_quoted(_line(head[name]))}"
    yield f"grades: [{', '.join(re.findall(r'[0-9]{1,3}', head['grades']))}]"
    for name in ("skills", "authors"):
        items = [_line(line) for line in head[name].split("\n") if line.strip()]
        if items:
            yield f"{name}:"
            yield from (f"  - {_quoted(item)}" for item in items)
    if head["licence"]:
        yield f"licence: {_quoted(_line(head['licence']))}"
    if head["about"]:
        yield f"description: {_quoted(_line(head['about']))}"


def _prose(text: str) -> list[str]:
    """Return the lines; one that would read as the document's own is set in by a space."""
    return [f" {line}" if _OWN.match(line) else line for line in text.strip().split("\n")] if text else []


def _line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
