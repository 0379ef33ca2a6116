"""Kinds of works that are written by parts in one form, lessons and courses: how each begins and is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from api.web.visits import Visit
from content.readers import COURSE, SCENARIO
from library_core.formats.courses.course import read_course
from library_core.formats.courses.drafts import course_document, draft_of_course
from library_core.formats.scenarios.drafts import Draft, document_of, draft_of_form, draft_of_scenario
from library_core.formats.scenarios.reading import read_scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenForm:
    """What differs between the kinds: the form's template, the page of what is published, texts."""

    template: str
    page: str
    begin: Callable[[Visit, str], Draft]
    document_of: Callable[[Draft], str]
    draft_of: Callable[[str, str], Draft]


def _new_lesson(visit: Visit, title: str) -> Draft:
    """Return an empty lesson with the three steps that every lesson has."""
    titles = (visit.gettext("Beginning"), visit.gettext("Main part"), visit.gettext("Summing up"))
    steps = {f"step-{place}-title": words for place, words in enumerate(titles)}
    minutes = {f"step-{place}-minutes": words for place, words in enumerate(("5", "30", "10"))}
    return draft_of_form({**_head(visit, title), "minutes": "45", **steps, **minutes})


def _new_course(visit: Visit, title: str) -> Draft:
    return draft_of_form({**_head(visit, title), "step-0-title": visit.gettext("Part 1")})


def _head(visit: Visit, title: str) -> dict[str, str]:
    return {"title": title, "language": visit.language, "subject": "physics", "section": "mechanics"}


FORMS: Final[Mapping[str, WrittenForm]] = {
    SCENARIO: WrittenForm(
        template="scenario/edit.html",
        page="lesson",
        begin=_new_lesson,
        document_of=document_of,
        draft_of=lambda text, document: draft_of_scenario(read_scenario(text, document)),
    ),
    COURSE: WrittenForm(
        template="scenario/course_edit.html",
        page="course",
        begin=_new_course,
        document_of=course_document,
        draft_of=lambda text, document: draft_of_course(read_course(text, document)),
    ),
}
