"""Labs that are being proven: students are simulated for up to a minute, beside the server, one at a time.

What becomes of it is remembered for a while by a key that goes into an address; a restart forgets it.
"""

import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Final

from api.preparing import POLITENESS
from api.task_pools import prove_lab
from content.tables import library_tables
from labs.reading.lab_reading import read_lab
from library_core.editions import EditionKey
from library_core.people import PersonKey
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

MOST_KEPT: Final = 64
MOST_WAITING: Final = 8
LONGEST: Final = 600.0
"""Seconds after which a proof is given up."""

Proven = Mapping[str, bytes]
Finish = Callable[[Proven], EditionKey]
"""Keeps the draft of a proven lab. Raises DocumentRefused."""


class TooManyProofs(Exception):
    """Too many labs wait for their proof already."""


@dataclass(slots=True, kw_only=True)
class LabProof:
    """A lab that was sent by `person`; once it is done there is a draft, or problems."""

    person: PersonKey
    done: bool = False
    draft: EditionKey | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class LabProofs:
    """Proves labs one after another, each in a process of its own."""

    _kept: OrderedDict[str, LabProof] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _turn: Lock = field(default_factory=Lock)

    def begin(self, key: str, person: PersonKey, files: Mapping[str, bytes], finish: Finish) -> None:
        """Begin to prove the lab of these files. Raises TooManyProofs."""
        proof = LabProof(person=person)
        with self._lock:
            if sum(not other.done for other in self._kept.values()) >= MOST_WAITING:
                raise TooManyProofs
            self._kept[key] = proof
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        Thread(target=self._prove, args=(proof, files, finish), daemon=True).start()

    def find(self, key: str, person: PersonKey) -> LabProof | None:
        """Return a proof that the person began; None if there is none, or no longer."""
        with self._lock:
            found = self._kept.get(key)
        return found if found is not None and found.person == person else None

    def _prove(self, proof: LabProof, files: Mapping[str, bytes], finish: Finish) -> None:
        # Where finishing fails unexpectedly, nobody is to wait for it for ever.
        proof.problems = (_INTERRUPTED,)
        try:
            with self._turn:
                made = prove_beside(files)
            proof.draft = finish(made)
            proof.problems = ()
        except DocumentRefused as refused:
            proof.problems = refused.problems
        finally:
            proof.done = True


_INTERRUPTED: Final = Problem(
    document="lab.yaml",
    message=Text(
        en="the proof was interrupted; send the lab again",
        ru="проверка прервалась; пришлите работу ещё раз",
    ),
)


def prove_beside(files: Mapping[str, bytes]) -> Proven:
    """Prove the lab of these files in a process of its own; return what was made. Raises DocumentRefused."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_prove_here, args=(dict(files), theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        made: dict[str, bytes] | tuple[Problem, ...] = ours.recv() if ours.poll(LONGEST) else (_INTERRUPTED,)
    except EOFError:
        made = (_INTERRUPTED,)
    finally:
        process.terminate()
        process.join()
        ours.close()
    if isinstance(made, tuple):
        raise DocumentRefused(made)
    return made


def _prove_here(files: Mapping[str, bytes], told: Connection) -> None:
    os.nice(POLITENESS)
    try:
        told.send(dict(prove_lab(read_lab(files, tables=library_tables()))))
    except DocumentRefused as refused:
        told.send(refused.problems)
