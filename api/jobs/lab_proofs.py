"""Proving a lab in a process of its own: students are simulated for up to a minute."""

import time
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final

from api.jobs.mortality import end_with_parent
from api.task_pools import prove_lab
from content.tables import library_tables
from labs.reading.lab_reading import read_lab
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

LONGEST: Final = 600.0
"""Seconds after which a proof is given up."""
_SECONDS_BETWEEN_LOOKS: Final = 0.5

Proven = Mapping[str, bytes]

_TOO_LONG: Final = Problem(
    document="lab.yaml",
    message=Text(
        en=f"the proof took longer than {LONGEST / 60:.0f} minutes and was given up",
        ru=f"проверка длилась дольше {LONGEST / 60:.0f} минут и была прервана",
    ),
)


class ProofDied(Exception):
    """The process that proved the lab ended without a word."""


def look_nowhere() -> None:
    """Go on whatever happens."""


def prove_beside(files: Mapping[str, bytes], look: Callable[[], None] = look_nowhere) -> Proven:
    """Prove the lab of these files; return what was made. `look` raises to stop it.

    Raises DocumentRefused, and ProofDied if the process was killed.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_prove_here, args=(dict(files), theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        made = _receive(ours, look)
    finally:
        process.terminate()
        process.join()
        ours.close()
    if isinstance(made, tuple):
        raise DocumentRefused(made)
    return made


def _receive(told: Connection, look: Callable[[], None]) -> dict[str, bytes] | tuple[Problem, ...]:
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        if told.poll(_SECONDS_BETWEEN_LOOKS):
            try:
                made: dict[str, bytes] | tuple[Problem, ...] = told.recv()
            except EOFError as error:
                raise ProofDied from error
            return made
        look()
    return (_TOO_LONG,)


def _prove_here(files: Mapping[str, bytes], told: Connection) -> None:
    end_with_parent()
    try:
        told.send(dict(prove_lab(read_lab(files, tables=library_tables()))))
    except DocumentRefused as refused:
        told.send(refused.problems)
