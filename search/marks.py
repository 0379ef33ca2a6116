"""Marks where a text matches what was looked for, and cuts an excerpt around the first match."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from library_core.wording import words_of

BEFORE: Final = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, marked or not; all pieces in order are the text."""

    text: str
    marked: bool = False


def mark(text: str, looked_for: str) -> tuple[Piece, ...]:
    """Part the text into pieces: marked are words of the same stem as one looked for.

    The last word looked for also marks words that begin with it, as it may still be typed.
    """
    wanted = list(words_of(looked_for))
    stems = {word.stem for word in wanted}
    beginning = wanted[-1].form if wanted else None
    spans = [
        (word.start, word.end)
        for word in words_of(text)
        if word.stem in stems or (beginning is not None and word.form.startswith(beginning))
    ]
    return tuple(_pieces(text, spans))


def excerpt(text: str, looked_for: str, length: int = 200) -> tuple[Piece, ...]:
    """Return about `length` characters of the text around the first match, marked; nothing without one."""
    pieces = mark(text, looked_for)
    before = 0
    for piece in pieces:
        if piece.marked:
            return mark(_cut(text, max(0, before - BEFORE), length), looked_for)
        before += len(piece.text)
    return ()


def _pieces(text: str, spans: list[tuple[int, int]]) -> Iterator[Piece]:
    done = 0
    for start, end in spans:
        if start > done:
            yield Piece(text[done:start])
        yield Piece(text[start:end], marked=True)
        done = end
    if done < len(text):
        yield Piece(text[done:])


def _cut(text: str, start: int, length: int) -> str:
    """Cut between words, and say with an ellipsis that more stands before or after."""
    end = start + length
    if start:
        start = text.find(" ", start) + 1
    if end < len(text):
        end = max(text.rfind(" ", start, end), start)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
