"""Static files at addresses that hold a hash of them all, so that browsers may keep them for a year."""

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path


@cache
def static_folder() -> Path:
    """Return the folder of static files inside the installed package."""
    return Path(str(resources.files("api") / "static"))


@cache
def static_prefix() -> str:
    """Return the address that all static files stand under."""
    digest = hashlib.sha256()
    for path in sorted(static_folder().rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(static_folder()).as_posix().encode())
            digest.update(path.read_bytes())
    return f"/static/{digest.hexdigest()[:16]}"


def static_address(path: str) -> str:
    """Return the address of one static file."""
    return f"{static_prefix()}/{path}"
