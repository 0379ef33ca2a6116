"""Who acts and when, as the use cases want it."""

import hmac
import secrets

from api.web.visits import Visit
from library_core.identities import new_key
from library_core.library import Act
from notebooks_engine.actors import Actor, Occasion


def actor(visit: Visit) -> Actor:
    """Return the person signed in, as the engine knows people."""
    return Actor(school=visit.reader.school, person=visit.reader.key)


def occasion(visit: Visit) -> Occasion:
    """Return this moment, with fresh randomness."""
    return Occasion(now=visit.now, secret=secrets.token_bytes(32), new_key=new_key)


def dealing(visit: Visit, once: str) -> Occasion:
    """Return this moment with the randomness of one form, so that what it has foretold comes true.

    Nobody foretells it without the server's secret; `once` is the form's idempotency key.
    """
    words = "\x1f".join(("deal", visit.reader.school, visit.reader.key, once)).encode()
    secret = hmac.digest(visit.application.secret, words, "sha256") if once else secrets.token_bytes(32)
    return Occasion(now=visit.now, secret=secret, new_key=new_key)


def act(visit: Visit) -> Act:
    """Return the person and the moment, as the library's trail keeps them."""
    return Act(school=visit.reader.school, at=visit.now, person=visit.reader.key)
