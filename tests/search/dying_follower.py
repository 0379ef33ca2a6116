"""A process that is killed before the last record while it feeds an index: `dying_follower.py HOW FOLDER`."""

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from test_index import INCLINE, INDEXES

from library_core.editions import EditionKey
from search.records import Record

ROUNDS = {"whoosh": 1, "tantivy": 2}
"""How often an adapter goes through the records: Tantivy deletes first what it replaces."""


class Deadly(list[Record]):
    """Records of which the last, in the last round, is never handed out."""

    left = 0

    def __iter__(self) -> Iterator[Record]:
        """Yield the records until there is none left."""
        for record in super().__iter__():
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)
            yield record


def main() -> None:
    """Feed the index to death."""
    how, folder = sys.argv[1:]
    records = Deadly(replace(INCLINE, key=EditionKey(f"new-{number}")) for number in range(300))
    records.left = ROUNDS[how] * len(records)
    INDEXES[how](Path(folder)).take_in(records, [INCLINE.key], after=1, sequence=2)


if __name__ == "__main__":
    main()
