"""Formulas of a textbook's page: wide ones scroll by themselves, and no line begins with their comma.

The text stays the same letter for letter: notes and recordings are found by it.
"""

import re
from collections.abc import Iterator
from typing import Final

_PART: Final = re.compile(
    r"""<(?P<name>[a-zA-Z][^\s<>/"]*)(?P<said>(?:\s+[^\s=<>"/]+(?:\s*=\s*"[^"]*")?)*)\s*/?>|(?P<end></math>)"""
)
_BLOCK: Final = re.compile(r"""\sdisplay\s*=\s*"block\"""")
_CLOSING: Final = re.compile(r"[.,;:!?…)\]»”]+")
"""What stands right after a formula and belongs to it."""
_END_OF_SPAN: Final = "</span>"


def settle_formulas(html: str) -> str:
    """Return cleaned HTML with a frame around every displayed formula, and around one with what closes it."""
    return "".join(_settled(html))


def _settled(html: str) -> Iterator[str]:
    done = 0
    before: re.Match[str] | None = None
    opened: tuple[re.Match[str], int] | None = None
    for part in _PART.finditer(html):
        if part["name"] == "math":
            opened = part, _beginning(before, part)
        elif part["end"] and opened is not None:
            math, begin = opened
            begin, end = _framed(html, (math, begin), part.end())
            if end:
                frame = "formula-line" if _is_block(math) else "together"
                yield f'{html[done:begin]}<span class="{frame}">{html[begin:end]}</span>'
                done = end
            opened = None
        before = part
    yield html[done:]


def _beginning(before: re.Match[str] | None, math: re.Match[str]) -> int:
    """Return where the formula begins: with the span that is around it alone, if there is one."""
    alone = before is not None and before["name"] == "span" and before.end() == math.start()
    return before.start() if before is not None and alone else math.start()


def _framed(html: str, opened: tuple[re.Match[str], int], end: int) -> tuple[int, int]:
    """Return what goes into a frame, from where to where; the end is 0 if nothing does."""
    math, begin = opened
    if _is_block(math):
        return math.start(), end
    if begin < math.start():
        if not html.startswith(_END_OF_SPAN, end):
            return begin, 0
        end += len(_END_OF_SPAN)
    closing = _CLOSING.match(html, end)
    return begin, 0 if closing is None else closing.end()


def _is_block(math: re.Match[str]) -> bool:
    return _BLOCK.search(math["said"]) is not None
