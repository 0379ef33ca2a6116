"""What members of a pool display: values that are equal in any edition of a task if they look the same."""

from collections.abc import Hashable, Iterator, Sequence
from hashlib import blake2b

import numpy as np

from variants.templates.evaluating.columns import Coded, Column, Numbers
from variants.templates.evaluating.evaluation import Environment


def displayed_of(environment: Environment, names: Sequence[str], members: int) -> list[tuple[Hashable, ...]]:
    """Return for each member what these givens show: numbers in SI as displayed, words and rows by id."""
    columns = [values for name in names for values in values_of(environment.columns[name], members)]
    return list(zip(*columns, strict=True)) if columns else [()] * members


def values_of(column: Column, members: int) -> Iterator[list[Hashable]]:
    """Yield lists of a value for each member: one, or one for each place of a series."""
    if isinstance(column, Coded):
        items = [str(item) for item in column.items]
        yield [items[code] for code in np.broadcast_to(column.codes, (members,)).tolist()]
    elif isinstance(column, Numbers):
        yield from np.broadcast_to(column.values, (members, column.values.shape[1])).T.tolist()
    else:
        raise TypeError("a truth can't be given")


def fingerprint_of(names: Sequence[str], displayed: Hashable, size: int) -> bytes:
    """Return so many bytes that stand for displayed givens, whatever edition of the task they are of."""
    plain = (
        [f"{one:.12g}" if isinstance(one, float) else one for one in displayed]
        if isinstance(displayed, tuple)
        else displayed
    )
    return blake2b(repr((tuple(names), plain)).encode(), digest_size=size).digest()
