"""A process with a clock of its own, some minutes off."""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.faults.faults import Fault, start_again
from deploy.local.nodes import is_ready
from deploy.local.processes import Running

_FOLDER: Final = Path(__file__).parent / "clock"
_MOST: Final = 600.0
"""Seconds."""


def skewed(running: Running, lot: Random, again: Callable[[Running], None] = start_again) -> Fault:
    """Return a life of a process with a clock that is minutes fast or slow, between two sudden deaths."""
    usual = running.program

    def begin() -> None:
        shift = lot.uniform(-_MOST, _MOST)
        paths = os.pathsep.join([str(_FOLDER), usual.environment.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        environment = {**usual.environment, "PYTHONPATH": paths, "FAULTS_CLOCK": str(shift)}
        running.kill()
        # So far off it may never be ready; that it runs is enough.
        port = int(usual.environment["TETRAD_PORT"])
        lives = partial(is_ready, port, "/health/live")
        running.program = replace(usual, environment=environment, answers=lives)
        start_again(running)

    def end() -> None:
        running.kill()
        running.program = usual
        again(running)

    return Fault(name=f"skew the clock of {usual.name}", begin=begin, end=end, longest=6.0)
