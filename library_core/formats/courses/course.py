"""A course document: Markdown with a head, parts under headings, and works one a line.

A line `attach: library/incline Ten tasks` is an item; what stands around the items is shown as prose.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from library_core.formats.heads import NAME, read_grades, read_list, read_name, read_title, split_head
from library_core.formats.scenarios.kind import decode
from library_core.metadata import Metadata
from library_core.publishing import Described, FindUsed
from library_core.uses import Use
from variants.problems import DocumentRefused, Problem
from variants.prose.formulas import UnreadableFormula
from variants.prose.markdown import render_markdown
from variants.prose.plain import plain_text
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import read_text, read_word
from variants.texts import LANGUAGES, Language, Text

FIELDS: Final = (
    *("kind", "id", "title", "language", "subject", "section", "grades", "description", "skills"),
    *("authors", "licence", "rights_holder"),
)
SUBJECTS: Final = ("physics", "chemistry")
MOST_ITEMS: Final = 300
_ATTACHED: Final = re.compile(
    rf"attach:[ \t]*(?P<name>(?:{NAME.pattern}/)?{NAME.pattern})(?:[ \t]+(?P<words>.+))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A work of the course by its name, and what the author says of it."""

    name: str
    words: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a course: a heading (empty for the first), prose in Markdown, and items."""

    title: str
    prose: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A whole course."""

    id: str
    title: str
    language: Language
    subject: str
    section: str
    grades: tuple[int, ...]
    parts: tuple[Part, ...]
    skills: tuple[str, ...]
    metadata: Metadata

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for part in self.parts for item in part.items)


def read_course(source: str, document: str) -> Course:
    """Read a course. Raises DocumentRefused with all problems."""
    headed = split_head(source, document)
    problems = Problems(document)
    fields = headed.fields(problems, FIELDS)
    parts, found = _parts(headed.lines, headed.first, document)
    fields.get("kind", read_word("course"), "course")
    language = cast(Language, fields.need("language", read_word(*LANGUAGES), "en"))
    description = fields.get("description", read_text, "")
    course = Course(
        id=fields.need("id", read_name, ""),
        title=fields.need("title", read_title, ""),
        language=language,
        subject=fields.need("subject", read_word(*SUBJECTS), ""),
        section=fields.need("section", read_name, ""),
        grades=fields.need("grades", read_grades, ()),
        skills=fields.get("skills", read_list, ()),
        parts=parts,
        metadata=Metadata(
            authors=fields.get("authors", read_list, ()),
            licence=fields.get("licence", read_text, ""),
            rights_holder=fields.get("rights_holder", read_text, ""),
            description=_text(language, description) if description else Text(),
        ),
    )
    if problems.found or found:
        raise DocumentRefused(sorted([*problems.found, *found], key=lambda problem: problem.line))
    return course


def read_course_files(files: Mapping[str, bytes], _find_used: FindUsed) -> Described:
    """Read the one file of a course. Raises DocumentRefused."""
    if len(files) != 1:
        message = Text(en="a course is one file", ru="курс — это один файл")
        raise DocumentRefused([Problem(document=min(files, default="?"), message=message)])
    ((document, content),) = files.items()
    course = read_course(decode(content, document), document)
    prose = "\n".join(plain_text(render_markdown(f"{part.title}\n\n{part.prose}")) for part in course.parts)
    return Described(
        identifier=course.id,
        title=_text(course.language, course.title),
        subject=course.subject,
        section=course.section,
        grades=course.grades,
        languages=(course.language,),
        skills=course.skills,
        uses=tuple(
            Use(name=item.name, kind="", document=document, line=item.line, column=1) for item in course.items
        ),
        words=_text(course.language, prose),
        metadata=course.metadata,
    )


def _parts(lines: tuple[str, ...], first: int, document: str) -> tuple[tuple[Part, ...], list[Problem]]:
    problems: list[Problem] = []
    parts: list[tuple[str, list[str], list[Item]]] = [("", [], [])]
    for number, line in enumerate(lines, first):
        if line.startswith("## "):
            parts.append((line[3:].strip(), [], []))
        elif not line.startswith("attach:"):
            parts[-1][1].append(line)
        elif attached := _ATTACHED.fullmatch(line.rstrip()):
            item = Item(name=attached["name"], words=(attached["words"] or "").strip(), line=number)
            parts[-1][2].append(item)
        else:
            problems.append(_problem(document, number, _ATTACHING))
    made = tuple(
        Part(title=title, prose="\n".join(prose).strip(), items=tuple(items)) for title, prose, items in parts
    )
    kept = tuple(part for part in made if part.title or part.prose or part.items)
    problems += _faults(kept, document, first)
    return kept, problems


def _faults(parts: tuple[Part, ...], document: str, first: int) -> list[Problem]:
    names = [item.name for part in parts for item in part.items]
    found = []
    if not 1 <= len(names) <= MOST_ITEMS:
        found.append(_problem(document, first, _COUNT))
    seen: set[str] = set()
    for part in parts:
        for item in part.items:
            if item.name in seen:
                found.append(_problem(document, item.line, _TWICE))
            seen.add(item.name)
        try:
            render_markdown(part.prose)
        except UnreadableFormula as error:
            found.append(_problem(document, first, error.message))
    return found


def _problem(document: str, line: int, message: Text) -> Problem:
    return Problem(document=document, line=line, column=1, message=message)


def _text(language: Language, words: str) -> Text:
    return Text(ru=words) if language == "ru" else Text(en=words)


_ATTACHING: Final = Text(
    en="name a work: `attach: library/incline`", ru="укажите материал: `attach: library/incline`"
)
_COUNT: Final = Text(
    en=f"a course has from 1 to {MOST_ITEMS} works: `attach: library/incline`",
    ru=f"в курсе от 1 до {MOST_ITEMS} материалов: `attach: library/incline`",
)
_TWICE: Final = Text(en="this work is in the course already", ru="этот материал в курсе уже есть")
