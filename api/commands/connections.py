"""How many connections a server holds: browsers keep theirs open while people read and write."""

import resource
from typing import Final

MOST: Final = 16_384
_OTHER_FILES: Final = 512
"""Open beside connections: databases, indexes, objects on their way."""


def make_room_for_connections() -> int:
    """Raise the limit of open files as far as it may be, and return how many connections that allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    wanted = MOST + _OTHER_FILES
    if soft != unlimited and soft < wanted:
        soft = wanted if hard == unlimited else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return MOST if soft == unlimited else max(soft // 2, min(MOST, soft - _OTHER_FILES))
