"""Answers as one line of text."""

import json

from variants.keys import Answer


def show_answer(answer: Answer) -> str:
    """Return an answer as one line of text: as typed, or as data where it was chosen or drawn."""
    if answer is None:
        return ""
    return answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
