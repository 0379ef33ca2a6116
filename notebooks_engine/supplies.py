"""What the engine needs of a task edition: members to deal and to practise on, and variants made of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from library_core.editions import EditionKey
from variants.dealing.stocks import Stock
from variants.variant import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """One task edition: what may be dealt, what is kept for practice, and how variants are assembled.

    `assemble_all(members)` returns their variants, each with the number that the student is shown: its place
    in the pool from 1. `compiler` is the version of the code that made the pool.
    """

    stock: Stock
    practice: tuple[int, ...]
    assemble_all: Callable[[Sequence[int]], Sequence[Variant]]
    compiler: str

    def assemble(self, member: int) -> Variant:
        """Return the variant of one member."""
        return self.assemble_all((member,))[0]


Supplies = Callable[[EditionKey], Supply]
"""Finds the supply of a task edition; it is asked outside of any transaction."""
