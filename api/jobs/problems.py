"""Problems of a document as plain JSON values, as the outcome of a job keeps them."""

from collections.abc import Iterable, Mapping
from typing import Any

from variants.problems import Problem
from variants.texts import text_from_json, text_to_json


def problems_to_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain values."""
    return [
        {
            "document": problem.document,
            "line": problem.line,
            "column": problem.column,
            "message": text_to_json(problem.message),
        }
        for problem in problems
    ]


def problems_from_json(kept: Iterable[Mapping[str, Any]]) -> tuple[Problem, ...]:
    """Read what `problems_to_json` wrote."""
    return tuple(Problem(**{**each, "message": text_from_json(each["message"])}) for each in kept)
