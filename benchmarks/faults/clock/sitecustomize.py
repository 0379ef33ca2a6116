"""Shifts the clock of a process that has this folder on its PYTHONPATH, by seconds the suite sets."""

import os
import time

_SHIFT = float(os.environ["FAULTS_CLOCK"])
_time, _time_ns = time.time, time.time_ns


def _shifted() -> float:
    return _time() + _SHIFT


def _shifted_ns() -> int:
    return _time_ns() + int(_SHIFT * 1_000_000_000)


time.time, time.time_ns = _shifted, _shifted_ns
