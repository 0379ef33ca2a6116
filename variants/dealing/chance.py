"""Chance that follows from a secret: the same on every machine, since it is made of hashes alone."""

from hashlib import sha256, shake_256
from typing import Final

import numpy as np

_BLOCK: Final = 512
_BYTES: Final = 8


class Chance:
    """Numbers that nobody foretells without the secret; other words give others."""

    def __init__(self, secret: bytes, *words: str) -> None:
        self._seed = sha256(len(secret).to_bytes(4, "big") + secret + "\x1f".join(words).encode()).digest()
        self._blocks = 0
        self._waiting: list[int] = []

    def below(self, count: int) -> int:
        """Return a whole number from 0 to `count` less one."""
        if not self._waiting:
            self._waiting = self._numbers(_BLOCK // _BYTES)
        return self._waiting.pop() % count

    def order(self, count: int) -> list[int]:
        """Return the numbers from 0 to `count` less one in some order."""
        found: list[int] = np.argsort(
            np.asarray(self._numbers(count), dtype=np.uint64), kind="stable"
        ).tolist()
        return found

    def _numbers(self, count: int) -> list[int]:
        self._blocks += 1
        drawn = shake_256(self._seed + self._blocks.to_bytes(8, "big")).digest(count * _BYTES)
        numbers: list[int] = np.frombuffer(drawn, dtype=">u8").tolist()
        return numbers
