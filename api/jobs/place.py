"""Which place this is: jobs about the files of one machine name theirs."""

import hashlib
import os

from api.settings import Settings


def node_name() -> str:
    """Return the name of this machine."""
    return os.uname().nodename[:40]


def place(settings: Settings) -> str:
    """Return the name of this machine and data folder, the same for all processes over it."""
    folder = hashlib.sha256(str(settings.data.resolve()).encode()).hexdigest()[:16]
    return f"{node_name()}/{folder}"
