"""Keys that name rows: random, safe in an address, and telling nothing."""

import secrets


def new_key() -> str:
    """Return 128 random bits as 22 characters that are safe in an address and on a command line."""
    while (key := secrets.token_urlsafe(16)).startswith("-"):
        pass
    return key
