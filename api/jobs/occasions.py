"""The moment and the randomness of what a form asks for: the same whoever does it, a request or a job."""

import hmac
import secrets

from library_core.identities import new_key
from notebooks_engine.actors import Actor, Occasion


def dealing_of(server_secret: bytes, actor: Actor, once: str, now: int) -> Occasion:
    """Return the moment with the randomness of one form, so that what it has foretold comes true.

    Nobody foretells it without the server's secret; `once` is the form's idempotency key.
    """
    words = "\x1f".join(("deal", actor.school, actor.person, once)).encode()
    secret = hmac.digest(server_secret, words, "sha256") if once else secrets.token_bytes(32)
    return Occasion(now=now, secret=secret, new_key=new_key)
