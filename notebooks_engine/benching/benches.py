"""Benches that were put together lately: from a lab's edition, a frozen apparatus and a secret.

Editions and frozen variants never change, so a bench is known by them; it remembers where its log has led.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from labs.documents.lab import Lab
from labs.running.benches import Bench, open_bench
from labs.sessions import Refused
from library_core.editions import EditionKey
from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.benching.slots import Labs
from notebooks_engine.frozen_variants import FrozenVariant, thaw_whole
from notebooks_engine.lab_sessions import LabSession
from notebooks_engine.refusals import BadEntry

_BENCHES_KEPT: Final = 256


@dataclass(frozen=True, slots=True)
class _Parts:
    edition: EditionKey
    frozen: FrozenVariant
    secret: bytes = field(repr=False)
    lab: Lab = field(repr=False, compare=False)


def bench_of(frozen: FrozenSlot, session: LabSession, labs: Labs) -> Bench:
    """Return the bench of a slot that holds a lab; the document is read outside of any transaction.

    Raises BadEntry where its process can't begin, DocumentRefused where the apparatus is that of another lab.
    """
    try:
        return _put_together(_Parts(frozen.edition, frozen.frozen, session.secret, labs(frozen.edition)))
    except Refused as refused:
        raise BadEntry(refused.message) from refused


@lru_cache(maxsize=_BENCHES_KEPT)
def _put_together(parts: _Parts) -> Bench:
    given = {given.name: given for given in thaw_whole(parts.frozen.whole).given}
    return open_bench(parts.lab, given, parts.secret)
