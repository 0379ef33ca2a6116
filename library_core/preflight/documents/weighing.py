"""How much there is to look through, told from the bytes, before anything is made of them."""

import re
from dataclasses import dataclass
from typing import Final

from library_core.formats.epub.content_documents import MOST_ELEMENTS
from library_core.formats.findings import Finding

MOST_BYTES: Final = 300 * 1024**2
"""How many bytes of documents one package may have in all: more is no book."""
MOST_MARKS: Final = 2_000_000
"""How many tags the documents of one package may have, beginnings and ends: paragraphs are kept in memory."""
_BEGINNING: Final = re.compile(rb"<\0?[A-Za-z_:\x80-\xff]")


@dataclass(slots=True)
class Scales:
    """What has been weighed so far of a package, in bytes and in tags."""

    size: int = 0
    marks: int = 0

    def refuse_size(self, size: int, path: str) -> Finding | None:
        """Weigh a document that is about to be read; return the finding if it is one too many."""
        self.size += size
        if self.size > MOST_BYTES:
            return Finding(id="LIM-008", path=path, values={"most": str(MOST_BYTES // 1024**2)})
        return None

    def refuse_content(self, content: bytes, path: str) -> Finding | None:
        """Weigh what was read; return the finding if it holds more elements than are looked through."""
        marks = content.count(b"<")
        self.marks += marks
        if self.marks > MOST_MARKS:
            return Finding(id="LIM-010", path=path, values={"most": str(MOST_MARKS // 2)})
        if marks > MOST_ELEMENTS and sum(1 for _ in _BEGINNING.finditer(content)) > MOST_ELEMENTS:
            return Finding(id="LIM-010", path=path, values={"most": str(MOST_ELEMENTS)})
        return None
