"""The working precision comes back, and its lock is free again, whatever goes wrong."""

import threading

import pytest
from flint import ctx

from variants.equivalence.values.precision import at_precision


def test_the_precision_before_comes_back_after_an_error() -> None:
    before = ctx.prec

    with pytest.raises(ZeroDivisionError), at_precision(777):
        1 / 0  # noqa: B018 - raised on purpose

    assert ctx.prec == before


def test_a_precision_that_is_refused_leaves_the_lock_free() -> None:
    seen: list[int] = []

    def compute() -> None:
        with at_precision(99):
            seen.append(ctx.prec)

    with pytest.raises((ValueError, OverflowError)), at_precision(-5):
        pass
    other = threading.Thread(target=compute, daemon=True)
    other.start()
    other.join(60)

    assert seen == [99]
