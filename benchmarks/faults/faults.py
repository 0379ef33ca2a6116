"""What goes wrong: faults with a beginning and an end, at moments that a seed decides."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from deploy.local.processes import ProcessFailed, Running, start, wait_for

_STARTS: Final = 8
_LONGEST_QUIET: Final = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is broken for at most `longest` seconds, and then mended."""

    name: str
    begin: Callable[[], object]
    end: Callable[[], object]
    longest: float = 2.0


def killed(running: Running, longest: float = 2.0, again: Callable[[Running], None] | None = None) -> Fault:
    """Return the death of a process by SIGKILL, and its next start, by `start_again` unless told."""
    starting = again or start_again
    return Fault(
        name=f"kill {running.program.name}",
        begin=running.kill,
        end=lambda: starting(running),
        longest=longest,
    )


def orphaned(running: Running, again: Callable[[Running], None] | None = None) -> Fault:
    """Return the death of the first process of a program alone: those that it started have to notice."""
    starting = again or start_again
    return Fault(
        name=f"kill the first process of {running.program.name}",
        begin=lambda: _kill_alone(running),
        end=lambda: starting(running),
    )


def restarted(running: Running) -> Fault:
    """Return a restart in order."""
    return Fault(
        name=f"restart {running.program.name}",
        begin=running.stop,
        end=lambda: start_again(running),
    )


def paused(running: Running, longest: float = 3.0) -> Fault:
    """Return a process that stands still and then goes on where it was, as on a machine that swaps."""
    return Fault(
        name=f"pause {running.program.name}",
        begin=lambda: _signal(running, signal.SIGSTOP),
        end=lambda: _signal(running, signal.SIGCONT),
        longest=longest,
    )


def start_unawaited(running: Running) -> None:
    """Start a process anew; what goes wrong next may find it half started."""
    running.process = start(running.program, wait=False).process


def start_again(running: Running) -> None:
    """Start a process anew, patiently: what its former self has left may stand in the way for a moment.

    Raises ProcessFailed.
    """
    for _ in range(_STARTS):
        with contextlib.suppress(ProcessFailed):
            running.start_again()
            return
        time.sleep(1.0)
    running.start_again()


def schedule(faults: Sequence[Fault], lot: Random, seconds: float) -> Iterator[tuple[Fault, float, float]]:
    """Yield faults in random order with the quiet before each and how long it lasts, in seconds.

    No kind comes a third time before every one has come twice, and so on.
    """
    passed = 0.0
    while faults:
        for fault in lot.sample(faults, len(faults)):
            quiet, lasting = lot.uniform(0.1, _LONGEST_QUIET), lot.uniform(0.1, fault.longest)
            passed += quiet + lasting
            if passed > seconds:
                return
            yield fault, quiet, lasting


def play_faults(
    planned: Iterable[tuple[Fault, float, float]],
    kept: Sequence[Running],
    work: Callable[[], None],
    tell: Callable[[str], None],
) -> list[str]:
    """Break and mend as planned, let some `work` be done before each, and return the names of the faults.

    Those that are `kept` running are begun again when they end by themselves, because what they need was away
    when they started; in the end all of them run. Raises ProcessFailed if they do not.
    """
    started, played = time.monotonic(), list[str]()
    for fault, quiet, lasting in planned:
        _revive(kept)
        work()
        time.sleep(quiet)
        tell(f"{time.monotonic() - started:6.1f} s: {fault.name} for {lasting:.1f} s")
        fault.begin()
        try:
            time.sleep(lasting)
        finally:
            fault.end()
        played.append(fault.name)
    _settle(kept)
    return played


def _revive(kept: Sequence[Running]) -> None:
    """Begin again what has ended by itself, as a manager of services does."""
    for one in kept:
        if one.process.poll() is not None:
            start_unawaited(one)


def _settle(kept: Sequence[Running]) -> None:
    """Begin again what ends until everything answers. Raises ProcessFailed."""
    for _ in range(_STARTS):
        _revive(kept)
        with contextlib.suppress(ProcessFailed):
            for one in kept:
                wait_for(one)
            return
    for one in kept:
        wait_for(one)


def _kill_alone(running: Running) -> None:
    running.process.kill()
    running.process.wait()


def _signal(running: Running, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, number)
