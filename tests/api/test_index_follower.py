"""The index of a server follows the library though nobody searches, and a page says when much is missing."""

import time
from collections.abc import Callable

import pytest
from sample_works import add_works
from school_worlds import World

from api.bootstrap import TURN_FILE
from library_core.library import Library
from library_core.people import LIBRARY
from search.follower import LITTLE
from search.turns import Turn

SOON = 30.0


def wait_until(true: Callable[[], bool]) -> bool:
    """Wait until something is true; return whether it came to be."""
    until = time.monotonic() + SOON
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


def crowd(library: Library) -> None:
    """Let the feed say far more often that something changed than is taken in while somebody waits."""
    for _ in range(2 * LITTLE):
        library.changes.add("edition", LIBRARY, "nothing")


def is_followed(world: World) -> bool:
    last = world.application.press.library.read(lambda library: library.changes.last())
    return world.application.index.sequence() == last


@pytest.mark.slow
def test_what_is_published_comes_into_the_index_though_nobody_searches(world: World) -> None:
    add_works(world.application)
    world.application.press.library.write(crowd)

    assert wait_until(lambda: is_followed(world))


@pytest.mark.slow
def test_a_catalogue_that_is_being_put_together_says_so(world: World) -> None:
    teacher = world.browser(world.north, "teacher")
    with Turn(world.application.settings.data / TURN_FILE).taken(SOON):
        world.application.press.library.write(crowd)
        before = teacher.get("/catalogue").text

    assert wait_until(lambda: is_followed(world))
    after = teacher.get("/catalogue").text
    words = ("still being put together", "ещё собирается")
    assert any(one in before for one in words)
    assert not any(one in after for one in words)
