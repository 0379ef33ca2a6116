"""How large a benchmark is: large enough to mean something, or tiny, to see that it runs."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """`students` work on a notebook of `slots`; `seconds` bound each load; `rate` is offered a second.

    `classes` are the numbers of students dealt to, `school` all students of one; `naive` variants are made
    the naive way; `rows` go through the checker, `symbolic` of each kind
    also through SymPy; `tasks` have their pools built; `catalogues` are searched: index, works;
    a `file` of so many bytes is served; the pages of `labs` are opened, each in so many `repetitions`;
    a database has `grown` to so many attempts; so many sessions are `idle`.
    """

    students: int
    slots: int
    seconds: float
    rate: int
    requests: int
    classes: tuple[int, ...]
    school: int
    naive: int
    rows: int
    symbolic: int
    tasks: int
    catalogues: tuple[tuple[str, int], ...]
    file: int
    labs: int
    repetitions: int
    grown: int
    idle: int


FULL: Final = Sizes(
    students=1000,
    slots=10,
    seconds=10,
    rate=100,
    requests=5000,
    classes=(30, 1000),
    school=100_000,
    naive=300,
    rows=2000,
    symbolic=20,
    tasks=1000,
    catalogues=(("whoosh", 20_000), ("tantivy", 100_000), ("tantivy", 800_000)),
    file=1 << 30,
    labs=24,
    repetitions=5,
    grown=1_000_000,
    idle=10_000,
)
TINY: Final = Sizes(
    students=2,
    slots=2,
    seconds=0.2,
    rate=20,
    requests=4,
    classes=(2,),
    school=3,
    naive=2,
    rows=10,
    symbolic=1,
    tasks=1,
    catalogues=(("whoosh", 40), ("tantivy", 60)),
    file=1 << 22,
    labs=1,
    repetitions=1,
    grown=60,
    idle=20,
)
