"""A cheat who only looks gets nothing out of any built-in lab: all apparatuses agree with what is seen."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from built_in_labs import LABS, built_in_lab
from cheating import POOL, cheat

from labs.running.benches import Bench
from labs.running.looking import look
from labs.sessions import Entry, View, Wish


def loose_look(bench: Bench, log: Sequence[Entry], wish: Wish) -> View:
    """Look as if nothing followed from the apparatus."""
    return look(replace(bench, machine=replace(bench.machine, bound=frozenset())), log, wish)


@pytest.mark.slow
def test_the_cheat_of_this_test_would_find_the_apparatus_if_it_were_told() -> None:
    guess = cheat(built_in_lab("thin-lens"), loose_look)

    assert guess.agreeing == 1
    assert guess.passes == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", LABS)
def test_looks_are_worth_as_much_as_a_blind_guess(name: str) -> None:
    guess = cheat(built_in_lab(name), look)

    assert guess.agreeing == POOL
    assert (guess.passes, guess.one) == (guess.blind, guess.blind_one)
