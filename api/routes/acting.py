"""Who acts and when, as the use cases want it."""

import secrets

from api.jobs.occasions import dealing_of
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
    return dealing_of(visit.application.secret, actor(visit), once, visit.now)


def act(visit: Visit) -> Act:
    """Return the person and the moment, as the library's trail keeps them."""
    return Act(school=visit.reader.school, at=visit.now, person=visit.reader.key)
