"""A chapter's Markdown → XHTML as a tree: nothing of an author's text can become markup of its own.

Beyond CommonMark: tables, strikethrough, formulas between dollars, footnotes, containers, and `{#id}` at the
end of a block. Elements carry the line they came from in `data-line` until the chapter is finished.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import Final

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from library_core.formats.textbook_markdown.containers import (
    WORDS,
    container_problems,
    open_container,
    settings_of,
)
from variants.problems import DocumentRefused, Problem
from variants.prose.formulas import UnreadableFormula, typeset
from variants.prose.markdown import is_relative
from variants.prose.plain import plain_text
from variants.texts import Language, Text

XHTML: Final = "http://www.w3.org/1999/xhtml"
EPUB: Final = "http://www.idpf.org/2007/ops"
MATHML: Final = "http://www.w3.org/1998/Math/MathML"
LINE: Final = "data-line"
LARGEST_CHAPTER: Final = 1_000_000
"""Characters of one chapter."""

_ID_AT_END: Final = re.compile(r"\s*\{#(?P<id>[^\s{}]+)\}\s*\Z")
_GOOD_ID: Final = re.compile(r"[a-z][a-z0-9-]{0,79}")
_ILLEGAL: Final = re.compile("[^\t\n\x20-\ud7ff\ue004-\ufffd\U00010000-\U0010ffff]")
_MATH: Final = re.compile(
    r' data-tex="(?P<tex>[^"]*)">(?P<open><math display="(?:inline|block)">)(?P<inside>.*?)</math>', re.DOTALL
)


def read_markup(source: str, document: str, language: Language) -> etree._Element:
    """Return the `<body>` of a chapter. Raises DocumentRefused with every problem."""
    problems = [*_check_source(source, document), *container_problems(source, document)]
    if problems:
        raise DocumentRefused(problems)
    env: EnvType = {"language": language}
    reader = _reader()
    tokens = reader.parse(source, env)
    problems = [*_take_ids(tokens, document), *_formula_problems(tokens, document)]
    if problems:
        raise DocumentRefused(problems)
    for token in tokens:
        if token.map and (token.nesting == 1 or token.type in ("hr", "math_block")) and not token.hidden:
            token.attrSet(LINE, str(token.map[0] + 1))
    return parse_body(str(reader.renderer.render(tokens, reader.options, env)))


def parse_body(html: str) -> etree._Element:
    """Return rendered HTML as the tree of a `<body>`, formulas with their readable form as `alttext`."""
    marked = _MATH.sub(_with_namespace, html)
    return etree.fromstring(
        f'<body xmlns="{XHTML}" xmlns:epub="{EPUB}">{marked}</body>',
        etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True),
    )


def line_of(element: etree._Element) -> int:
    """Return the line in which the nearest known element around this one begins."""
    place: etree._Element | None = element
    while place is not None:
        line = place.get(LINE)
        if line is not None:
            return int(line)
        place = place.getparent()
    return 0


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable(["table", "strikethrough"])
    reader.disable(["html_block", "html_inline", "autolink"])
    reader.use(dollarmath_plugin, allow_labels=False, allow_digits=False, double_inline=True)
    reader.use(footnote_plugin, inline=False)
    setattr(reader, "validateLink", _is_address)  # noqa: B010 - the library's own way to set the rule
    for name in ("math_inline", "math_inline_double", "math_block"):
        reader.add_render_rule(name, _render_formula)
    for word in WORDS:
        reader.use(container_plugin, word, render=_render_container)
    return reader


def _is_address(address: str) -> bool:
    return is_relative(address) or re.match(r"https?://[^\s/]", address) is not None


def _render_formula(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    html = typeset(token.content.strip(), display=token.type == "math_block")
    line = token.attrGet(LINE)
    return html.replace("<div ", f'<div {LINE}="{line}" ', 1) + "\n" if line else html


def _render_container(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    word = token.type.removeprefix("container_").rpartition("_")[0]
    if token.nesting == -1:
        return "</aside>\n" if word in ("notebook", "lab") else "</section>\n"
    line = str(token.attrGet(LINE) or 0)
    following = tokens[index + 1].nesting == -1 if index + 1 < len(tokens) else True
    opening = open_container(word, settings_of(token.info), env["language"], empty=following)
    return opening.replace(" ", f' {LINE}="{line}" ', 1)


def _with_namespace(found: re.Match[str]) -> str:
    """Return a formula as MathML of its own: its readable form as `alttext`, and its TeX beside it."""
    inside = found["inside"]
    readable = escape(plain_text(f"<math>{inside}</math>"), quote=True)
    opening = found["open"].replace("<math ", f'<math xmlns="{MATHML}" alttext="{readable}" ')
    annotation = f'<annotation encoding="application/x-tex">{found["tex"]}</annotation>'
    return f">{opening}<semantics>{inside}{annotation}</semantics></math>"


def _check_source(source: str, document: str) -> Iterator[Problem]:
    if len(source) > LARGEST_CHAPTER:
        message = Text(
            en=f"a chapter has {LARGEST_CHAPTER} characters at most; part it in two",
            ru=f"в главе не больше {LARGEST_CHAPTER} знаков; разделите её на две",
        )
        yield Problem(document=document, message=message)
    for number, line in enumerate(source.split("\n"), 1):
        found = _ILLEGAL.search(line)
        if found is not None:
            message = Text(
                en="there is an invisible character here that a document may not contain",
                ru="здесь стоит невидимый знак, которого в документе быть не может",
            )
            yield Problem(document=document, message=message, line=number, column=found.start() + 1)


def _take_ids(tokens: Sequence[Token], document: str) -> Iterator[Problem]:
    """Move `{#id}` from the end of a block to its element; complain about ids that can't be."""
    seen: dict[str, int] = {}
    for place, token in enumerate(tokens):
        found = _ID_AT_END.search(token.content) if token.type == "inline" else None
        if found is None:
            continue
        line = (token.map[0] if token.map else 0) + 1
        identifier = found["id"]
        if not _GOOD_ID.fullmatch(identifier) or identifier in seen:
            yield Problem(document=document, message=_bad_id(identifier, seen), line=line, column=1)
            continue
        seen[identifier] = line
        owner = next(each for each in reversed(tokens[:place]) if each.nesting == 1 and not each.hidden)
        owner.attrSet("id", identifier)
        _shorten(token, found.start())


def _shorten(token: Token, length: int) -> None:
    """Cut the content of an inline token, and the same characters from the end of its last text."""
    cut = len(token.content) - length
    token.content = token.content[:length]
    for child in reversed(token.children or []):
        if child.type not in ("text", "softbreak"):
            return
        taken = min(cut, len(child.content) or 1)
        child.content = child.content[: len(child.content) - taken]
        if child.type == "softbreak":
            child.type, child.tag = "text", ""
        cut -= taken
        if cut <= 0:
            return


def _bad_id(identifier: str, seen: dict[str, int]) -> Text:
    if identifier in seen:
        return Text(
            en=f"`{identifier}` is the id of the block in line {seen[identifier]} already",
            ru=f"`{identifier}` — уже id блока в строке {seen[identifier]}",
        )
    return Text(
        en=f"`{identifier}` is no id: small Latin letters, digits and hyphens, a letter first",
        ru=f"`{identifier}` не годится как id: латинские строчные буквы, цифры и дефисы, сначала буква",
    )


def _formula_problems(tokens: Sequence[Token], document: str) -> Iterator[Problem]:
    for token in tokens:
        line = (token.map[0] if token.map else 0) + 1
        if token.type == "math_block":
            yield from _formula_problem(token.content, document, line)
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type.startswith("math_inline"):
                yield from _formula_problem(child.content, document, line)
                line += child.content.count("\n")


def _formula_problem(tex: str, document: str, line: int) -> Iterator[Problem]:
    try:
        typeset(tex.strip())
    except UnreadableFormula as error:
        yield Problem(document=document, message=error.message, line=line, column=1)
