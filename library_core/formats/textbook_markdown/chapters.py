"""Chapters: one Markdown file each, finished but for links to other chapters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from library_core.formats.textbook_markdown.containers import EMBEDDED
from library_core.formats.textbook_markdown.figures import use_figures
from library_core.formats.textbook_markdown.finishing import (
    make_captions,
    make_figures,
    mark_notes,
    mark_pages,
)
from library_core.formats.textbook_markdown.markup import MATHML, XHTML, line_of, read_markup
from library_core.formats.textbook_markdown.paragraphs import find_paragraphs, give_ids, words_in
from library_core.textbooks.book import NavigationPoint
from library_core.uses import Use
from variants.problems import DocumentRefused, Problem
from variants.texts import Language, Text

_X: Final = f"{{{XHTML}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter as read from `document` (`chapters/01-motion.md`); `name` is its file's.

    `body` is the tree of its `<body>`; `pages` lead from numbers of printed pages to ids, `figures` from
    paths to media types.
    """

    name: str
    document: str
    title: str
    body: etree._Element
    figures: Mapping[str, str]
    pages: tuple[tuple[str, str], ...] = ()
    uses: tuple[Use, ...] = ()

    @property
    def path(self) -> str:
        """Where the chapter lies in the package."""
        return f"text/{self.name}.xhtml"

    @property
    def paragraphs(self) -> tuple[tuple[str, str], ...]:
        """Ids and words of all paragraphs, in order."""
        return tuple((str(each.get("id")), words_in(each)) for each in find_paragraphs(self.body))

    @property
    def properties(self) -> tuple[str, ...]:
        """What the manifest of a package has to say of the document."""
        return ("mathml",) if next(self.body.iter(f"{{{MATHML}}}math"), None) is not None else ()

    def navigation(self) -> NavigationPoint:
        """Return the chapter and its sections for the table of contents."""
        sections = tuple(
            NavigationPoint(title=words_in(heading), document=self.path, fragment=str(heading.get("id")))
            for heading in self.body.iter(f"{_X}h2")
        )
        return NavigationPoint(title=self.title, document=self.path, children=sections)


def read_chapter(document: str, source: str, files: Mapping[str, bytes], language: Language) -> Chapter:
    """Read one chapter; `files` are those of the book's folder. Raises DocumentRefused."""
    body = read_markup(source, document, language)
    make_figures(body)
    make_captions(body)
    mark_notes(body)
    figures: dict[str, str] = {}
    problems = [*use_figures(body, document, files, figures), *_heading_problems(body, document)]
    if problems:
        raise DocumentRefused(problems)
    pages = tuple(mark_pages(body))
    give_ids(body)
    return Chapter(
        name=document.rpartition("/")[2].removesuffix(".md"),
        document=document,
        title=words_in(next(body.iter(f"{_X}h1"))),
        body=body,
        figures=figures,
        pages=pages,
        uses=tuple(_uses(body, document)),
    )


def _uses(body: etree._Element, document: str) -> Iterator[Use]:
    for place in body.iter(f"{_X}aside"):
        for kind in EMBEDDED:
            name = place.get(f"data-{kind}")
            if name is not None:
                yield Use(name=name, kind=kind, document=document, line=line_of(place), column=1)


def _heading_problems(body: etree._Element, document: str) -> list[Problem]:
    headings = [element for element in body.iter(*(f"{_X}h{level}" for level in range(1, 7)))]
    if not headings or headings[0].tag != f"{_X}h1":
        message = Text(en="a chapter begins with its title: `# …`", ru="глава начинается с названия: `# …`")
        return [Problem(document=document, message=message, line=1, column=1)]
    problems = []
    level = 1
    for heading in headings[1:]:
        found = int(str(heading.tag)[-1])
        if found == 1:
            message = Text(en="a chapter has one title `# …`", ru="в главе одно название `# …`")
        elif found > level + 1:
            message = Text(
                en=f"a heading of level {found} follows one of level {level}: a level is left out",
                ru=f"после заголовка уровня {level} стоит заголовок уровня {found}: уровень пропущен",
            )
        else:
            level = found
            continue
        problems.append(Problem(document=document, message=message, line=line_of(heading), column=1))
        level = found
    return problems
