"""All that stands in one attempt as a single statement: what was written, handed in, marked and regraded."""

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
    exists,
    literal,
    null,
    or_,
    select,
    union_all,
)

from notebooks_engine.adapters.tables import drafts, marks, regrades, rejudgements, rekeyed_slots, submissions

# Typed nulls, because PostgreSQL matches the columns of a union by type.
_COLUMNS: Final[Mapping[str, ColumnElement[Any]]] = {
    **{column.name: column for column in submissions.c},
    **{name: marks.c[name] for name in ("ask", "score", "comment", "teacher", "made_at", "undone_at")},
    **{name: regrades.c[name] for name in ("number", "mode")},
    **{name: rekeyed_slots.c[name] for name in ("regrade", "frozen", "was", "by_key", "points")},
    "kept": rejudgements.c.kept,
}


_TABLES: Final = (drafts, submissions, marks, rekeyed_slots, rejudgements)


def has_contents(attempt: ColumnElement[str]) -> ColumnElement[bool]:
    """Return whether anything stands in an attempt, as a part of the statement that reads it."""
    return or_(*(exists().where(table.c.attempt == attempt) for table in _TABLES))


@cache
def contents_query() -> CompoundSelect[Any]:
    """Return rows whose `what` is draft, submission, mark, regraded or rejudged, each first to last.

    The attempt's key is the parameter `attempt`; a draft's time stands in `submitted_at`, the submission of
    what was rejudged in `key`. Regrades that were taken back are left out.
    """
    of_regrade = {name: regrades.c[name] for name in ("number", "mode", "made_at")}
    return union_all(
        _select("draft", drafts, {"submitted_at": drafts.c.saved_at}),
        _select("submission", submissions, {}),
        _select("mark", marks, {}),
        _in_force(_select("regraded", rekeyed_slots, of_regrade), rekeyed_slots),
        _in_force(
            _select("rejudged", rejudgements, {**of_regrade, "key": rejudgements.c.submission}), rejudgements
        ),
    ).order_by("number", "try_number", "made_at", "key")


def _select(what: str, table: FromClause, renamed: Mapping[str, ColumnElement[Any]]) -> Select[Any]:
    own = {**{column.name: column for column in table.c}, **renamed}
    columns = [
        (own[name] if name in own else cast(null(), column.type)).label(name)
        for name, column in _COLUMNS.items()
    ]
    return select(literal(what).label("what"), *columns).where(table.c.attempt == bindparam("attempt"))


def _in_force(query: Select[Any], table: FromClause) -> Select[Any]:
    return query.join_from(table, regrades, regrades.c.key == table.c.regrade).where(
        regrades.c.undone_at.is_(None)
    )
