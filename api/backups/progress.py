"""What an operator sees while a backup is written or read: bytes of objects, and rows."""

import sys
from types import TracebackType
from typing import Never

from tqdm import tqdm


class Progress:
    """A bar of bytes, with the number of rows behind it, on a terminal alone."""

    def __init__(self, words: str, *, quiet: bool) -> None:
        self._bar: tqdm[Never] = tqdm(
            desc=words, unit="B", unit_scale=True, disable=quiet or not sys.stderr.isatty()
        )
        self._rows = 0

    def tell(self, what: str, count: int) -> None:
        """Count bytes of objects, or rows."""
        if what == "bytes":
            self._bar.update(count)
        else:
            self._rows += count
            self._bar.set_postfix(rows=self._rows)

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.close()
