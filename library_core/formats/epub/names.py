"""Names for works: a title in any script as small Latin letters, digits and hyphens.

Russian letters by GOST 7.79-2000, system B, without its apostrophes; other letters lose their marks.
"""

import hashlib
import re
import unicodedata
from typing import Final

from library_core.works import is_identifier

LONGEST_SLUG: Final = 60
_LETTERS: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        (
            *("a", "b", "v", "g", "d", "e", "yo", "zh", "z", "i", "j", "k", "l", "m", "n", "o", "p"),
            *("r", "s", "t", "u", "f", "x", "c", "ch", "sh", "shh", "", "y", "", "e", "yu", "ya"),
        ),
        strict=True,
    )
)
_UNIQUE: Final = re.compile(
    r"(?:urn:)?(?:uuid|isbn|doi|oid):|https?://|[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE
)


def slug(title: str) -> str:
    """Return the title as a name, at most 60 characters; empty if it has no letters or digits of ours."""
    latin = "".join(_LETTERS.get(letter, letter) for letter in title.lower())
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    name = ""
    for word in words:
        if len(name) + len(word) + 1 > LONGEST_SLUG:
            break
        name = f"{name}-{word}" if name else word
    return name


def name_of_book(identifier: str, title: str) -> str:
    """Return the name of a book: its identifier where that can be one, else its title and a mark.

    The mark is of the identifier, so that books of one title are different works, and a new edition, which
    keeps its identifier and title, is of the same work.
    """
    if is_identifier(identifier) and not _UNIQUE.match(identifier):
        return identifier
    mark = hashlib.sha256(identifier.strip().lower().encode()).hexdigest()[:8]
    called = slug(title) or "book"
    return f"{called}-{mark}" if identifier.strip() else called
