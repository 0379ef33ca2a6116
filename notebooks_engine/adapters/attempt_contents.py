"""All that stands in one attempt as a single statement: drafts, submissions and marks under one another."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)

from notebooks_engine.adapters.tables import drafts, marks, submissions

# Typed nulls, because PostgreSQL matches the columns of a union by type.
_COLUMNS: Final[Mapping[str, ColumnElement[Any]]] = {
    **{column.name: column for column in submissions.c},
    **{name: marks.c[name] for name in ("ask", "score", "comment", "teacher", "made_at", "undone_at")},
}


@cache
def contents_query() -> CompoundSelect[Any]:
    """Return rows whose `what` is draft, submission or mark, the latter two in the order they were made.

    The attempt's key is the parameter `attempt`; a draft's time stands in `submitted_at`.
    """
    return union_all(
        _select("draft", drafts, {"submitted_at": drafts.c.saved_at}),
        _select("submission", submissions, {}),
        _select("mark", marks, {}),
    ).order_by("try_number", "made_at", "key")


def _select(what: str, table: FromClause, renamed: Mapping[str, ColumnElement[Any]]) -> Select[Any]:
    own = {**{column.name: column for column in table.c}, **renamed}
    columns = [
        (own[name] if name in own else cast(null(), column.type)).label(name)
        for name, column in _COLUMNS.items()
    ]
    return select(literal(what).label("what"), *columns).where(table.c.attempt == bindparam("attempt"))
