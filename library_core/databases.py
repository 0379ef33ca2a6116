"""What a database may answer instead of a result, whichever it is."""


class DatabaseUnavailable(Exception):
    """The database can't do this now: it is away, too busy, or its disk is full. Worth trying again later.

    With `unknown` nobody can tell whether a write was kept: the connection was lost while it was committed.
    Who sends it again has to send it under the same idempotency key.
    """

    def __init__(self, reason: str, *, unknown: bool = False) -> None:
        self.unknown = unknown
        super().__init__(reason)


class DatabaseClosed(Exception):
    """The database has been closed; nothing can be read or written any more."""
