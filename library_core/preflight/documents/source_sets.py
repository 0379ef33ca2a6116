"""The addresses of a `srcset`: candidates parted by commas, each an address and perhaps a descriptor."""

import re
from typing import Final

CANDIDATE: Final = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+[^,]*)?")


def addresses_in(source_set: str) -> tuple[str, ...]:
    """Return the addresses of a source set in order."""
    return tuple(match[1] for match in CANDIDATE.finditer(source_set) if match[1])
