"""Answers as a page sends them: by ask, bounded before anything reads them, empty ones told apart."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

from notebooks_engine.refusals import BadEntry
from variants.keys import Answer
from variants.texts import Text

LARGEST_ANSWERS: Final = 64 * 1024
"""Characters of the answers of one slot, as JSON."""
DEEPEST: Final = 6
_MOST_ASKS: Final = 100


def bound_answers(answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """Return the answers if they are plain data within the limits. Raises BadEntry."""
    if len(answers) > _MOST_ASKS or not _is_plain(dict(answers), DEEPEST):
        raise _too_much()
    text = json.dumps(answers, ensure_ascii=False)
    if len(text) > LARGEST_ANSWERS:
        raise _too_much()
    if not is_storable(text):
        raise BadEntry(Text(en="There are broken characters in it.", ru="Здесь есть испорченные символы."))
    return answers


def is_storable(text: str) -> bool:
    """Tell whether the text is whole: half of a pair of code units can be stored nowhere."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def is_empty(answer: Answer) -> bool:
    """Tell whether nothing is entered: blank text, or a table or plot of nothing but blanks."""
    if answer is None:
        return True
    if isinstance(answer, str):
        return not answer.strip()
    if isinstance(answer, dict):
        return all(map(is_empty, answer.values()))
    if isinstance(answer, list | tuple):
        return all(map(is_empty, answer))
    return False


def _is_plain(value: Any, depth: int) -> bool:  # noqa: ANN401 (whatever JSON holds)
    if isinstance(value, float):
        return isfinite(value)
    if value is None or isinstance(value, str | bool | int):
        return True
    if depth == 0:
        return False
    if isinstance(value, dict):
        return all(isinstance(name, str) and _is_plain(part, depth - 1) for name, part in value.items())
    return isinstance(value, list | tuple) and all(_is_plain(part, depth - 1) for part in value)


def _too_much() -> BadEntry:
    return BadEntry(
        Text(
            en="This is more than the answers of one task can hold.",
            ru="Это больше, чем помещается в ответы одной задачи.",
        )
    )
