"""What the engine needs of a task edition: members to deal and to practise on, and variants made of them."""

from collections.abc import Callable
from dataclasses import dataclass

from library_core.editions import EditionKey
from variants.dealing import Stock
from variants.variant import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """One task edition: what may be dealt, what is kept for practice, and how a variant is assembled.

    `assemble(member, number)` returns the variant of a member; `number` is the one the student is shown.
    `compiler` is the version of the code that made the pool.
    """

    stock: Stock
    practice: tuple[int, ...]
    assemble: Callable[[int, int], Variant]
    compiler: str


Supplies = Callable[[EditionKey], Supply]
"""Finds the supply of a task edition; it is asked outside of any transaction."""
