"""Ranges of bytes, as RFC 9110 (section 14) has them: one range at a time; several are answered in whole."""

import re
from typing import Final

from library_core.objects import Span

_ONE: Final = re.compile(r"bytes[ \t]*=[ \t]*(\d{0,18})[ \t]*-[ \t]*(\d{0,18})[ \t]*", re.IGNORECASE)


class Unsatisfiable(Exception):
    """The range begins past the end."""


def read_range(header: str, size: int) -> Span | None:
    """Return the span that a `Range` header asks of `size` bytes; None where the whole is to be sent.

    Raises Unsatisfiable.
    """
    found = _ONE.fullmatch(header.strip())
    if found is None or found[1] == found[2] == "":
        return None
    if not found[1]:
        return _last(int(found[2]), size)
    first = int(found[1])
    last = int(found[2]) if found[2] else size - 1
    if found[2] and last < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return Span(start=first, length=min(last, size - 1) - first + 1)


def _last(length: int, size: int) -> Span:
    if length == 0 or size == 0:
        raise Unsatisfiable
    start = max(0, size - length)
    return Span(start=start, length=size - start)
