"""Benches that were put together lately: from a lab's edition, a frozen apparatus and a secret.

Editions and frozen variants never change, so a bench is known by them; it remembers where its log has led.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from labs.documents.lab import Lab
from labs.running.benches import Bench, open_bench
from labs.sessions import Refused
from library_core.editions import EditionKey
from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.benching.recent import Recent
from notebooks_engine.benching.slots import Labs
from notebooks_engine.lab_sessions import LabSession
from notebooks_engine.refusals import BadEntry
from variants.freezing import value_from_text
from variants.variant import Given

_DIGEST_BYTES: Final = 16
_Known = tuple[EditionKey, bytes, bytes]
"""An edition, a digest of the frozen variant, which itself is kilobytes, and the secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Givens:
    """All that a bench needs of a frozen variant."""

    given: tuple[Given, ...]


_RECENT: Final = Recent[_Known, Bench](most=2048)


def bench_of(frozen: FrozenSlot, session: LabSession, labs: Labs) -> Bench:
    """Return the bench of a slot that holds a lab; the document is read outside of any transaction.

    Raises BadEntry where its process can't begin, DocumentRefused where the apparatus is that of another lab.
    """
    whole, lab = frozen.frozen.whole, labs(frozen.edition)
    digest = blake2b(whole.encode(), digest_size=_DIGEST_BYTES).digest()
    known = (frozen.edition, digest, session.secret)
    bench = _RECENT.recall(known)
    if bench is None or bench.lab is not lab:
        bench = _put_together(lab, whole, session.secret)
        _RECENT.keep(known, bench)
    return bench


def _put_together(lab: Lab, whole: str, secret: bytes) -> Bench:
    given = {given.name: given for given in value_from_text(whole, _Givens).given}
    try:
        return open_bench(lab, given, secret)
    except Refused as refused:
        raise BadEntry(refused.message) from refused
