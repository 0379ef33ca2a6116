"""The help on typing answers: one document, `docs/answers.md`, makes the page and the hints at the inputs.

In it a comment `<!-- section NAME -->` stands before the heading of each section, and the first paragraph or
list of a section is its hint. Other comments are for the tests that try the examples.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from markupsafe import Markup

from variants.prose.markdown import render_inline, render_markdown
from variants.texts import Language

PATH: Final = "/help/answers"
_HALVES: Final = {"ru": "## Русский", "en": "## English"}
_SECTION: Final = re.compile(r"^<!-- section (?P<name>[a-z]+) -->\n### (?P<title>.+)\n", re.MULTILINE)
_COMMENT: Final = re.compile(r"^<!--.*?-->\n+", re.MULTILINE | re.DOTALL)
_SECTION_OF_KIND: Final = {
    "set": "collection",
    "list": "collection",
    "vector": "collection",
    "matrix": "collection",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpSection:
    """A part of the help page; `hint` is what stands of it beside an input."""

    name: str
    title: Markup
    hint: Markup
    body: Markup


@cache
def help_sections(language: Language) -> tuple[HelpSection, ...]:
    """Return the sections of the document in a language."""
    source = (resources.files("api") / "pages" / "help" / "answers.md").read_text("utf-8")
    half = source.partition(_HALVES[language] + "\n")[2]
    half = re.split(r"^## ", half, maxsplit=1, flags=re.MULTILINE)[0]
    pieces = _SECTION.split(half)[1:]
    return tuple(
        _section(name, title, body)
        for name, title, body in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)
    )


def hint_for(kind: str, language: Language) -> HelpSection:
    """Return the section that tells how answers of a kind are typed."""
    name = _SECTION_OF_KIND.get(kind, kind)
    return next(section for section in help_sections(language) if section.name == name)


def _section(name: str, title: str, body: str) -> HelpSection:
    plain = _COMMENT.sub("", body).strip()
    hint, _, _ = plain.partition("\n\n")
    return HelpSection(
        name=name,
        title=Markup(render_inline(title)),
        hint=Markup(render_markdown(hint)),
        body=Markup(render_markdown(plain)),
    )
