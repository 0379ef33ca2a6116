"""Markdown → safe HTML: headings, lists, tables, emphasis, formulas; no raw HTML, no addresses elsewhere."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.dollarmath import dollarmath_plugin

from variants.prose.formulas import UnreadableFormula, typeset

Lines = Literal["flow", "kept"]
_RELATIVE: Final = re.compile(r"(?!//)[\w./#?=&%-]*")


def render_markdown(source: str, *, lines: Lines = "flow") -> str:
    """Return the source as HTML blocks; `kept` keeps the author's line ends. Raises UnreadableFormula."""
    return str(_reader(lines).render(source)).strip()


def render_inline(source: str) -> str:
    """Return one line of Markdown as HTML without a paragraph around it. Raises UnreadableFormula."""
    return str(_reader("flow").renderInline(source.strip()))


@lru_cache(maxsize=2)
def _reader(lines: Lines) -> MarkdownIt:
    options = {"html": False, "breaks": lines == "kept", "xhtmlOut": True}
    reader = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    reader.disable(["html_block", "html_inline", "image", "autolink"])
    reader.use(dollarmath_plugin, allow_labels=False, allow_digits=False, double_inline=True)
    setattr(reader, "validateLink", is_relative)  # noqa: B010 - the library's own way to set the rule
    for name in ("math_inline", "math_inline_double", "math_block"):
        reader.add_render_rule(name, _render_formula)
    return reader


def is_relative(address: str) -> bool:
    """Tell whether a link stays inside the same work: no scheme, no other host."""
    return _RELATIVE.fullmatch(address) is not None


def _render_formula(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    # A <div> may not stand inside a <p>, so only a formula on lines of its own is displayed.
    formula = token.content.strip()
    try:
        html = typeset(formula, display=token.type == "math_block")
    except UnreadableFormula as error:
        raise UnreadableFormula(error.message, error.position, formula=formula) from error
    return html + "\n" if token.type == "math_block" else html
