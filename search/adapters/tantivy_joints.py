"""Joint values: all that a record has in a group of filters is one value, which one column counts.

A pass over what a query finds gives the counts of the group, also of filters of the group that are set.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from search.queries import Filter

GROUPS: Final[Mapping[str, tuple[Filter, ...]]] = {
    "form": ("kind", "language", "licence", "duration", "audio"),
    "topic": ("subject", "section", "grade"),
    "source": ("publisher",),
}
Values = Mapping[Filter, tuple[str, ...]]


def joint_value(group: str, values: Values) -> str:
    """Return the one value that stands for the values of all filters of the group."""
    return _joint(tuple([values[name] for name in GROUPS[group]]))


@lru_cache(maxsize=20_000)
def _joint(values: tuple[tuple[str, ...], ...]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=20_000)
def values_of(joint: str) -> tuple[tuple[str, ...], ...]:
    """Return the values of the filters of the group, in the order of the group."""
    return tuple(tuple(several) for several in json.loads(joint))
