"""Fingerprints of recordings: which words each clip was recorded of, in a side file of the package.

`META-INF/tetrad-recordings.json` is `{"version": 1, "recordings": [...]}`, each recording an object of
`document`, `paragraph` and `fingerprint`: path in the archive, id of the element, SHA-256 of its words
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from library_core.formats.findings import Finding
from library_core.preflight.archive.opening import Archive, UnreadableEntry
from library_core.textbooks.book import Textbook

RECORDINGS: Final = "META-INF/tetrad-recordings.json"
LONGEST_RECORDINGS: Final = 16 * 1024**2

Fingerprints = Mapping[tuple[str, str], str]
"""Of each document and paragraph: the fingerprint of the words that were recorded."""


def read_recordings(archive: Archive) -> tuple[Fingerprints, tuple[Finding, ...]]:
    """Read the side file; a broken one is a finding, a missing one says nothing."""
    if RECORDINGS not in archive:
        return {}, ()
    try:
        plain = json.loads(archive.read(RECORDINGS, LONGEST_RECORDINGS))
        return _fingerprints(plain), ()
    except UnreadableEntry as unreadable:
        return {}, (unreadable.finding,)
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}, (Finding(id="AUD-007", path=RECORDINGS),)


def _fingerprints(plain: dict[str, Any]) -> Fingerprints:
    return {
        (str(entry["document"]), str(entry["paragraph"])): str(entry["fingerprint"])
        for entry in plain["recordings"]
    }


def recordings_to_json(book: Textbook) -> dict[str, Any]:
    """Return the content of the side file for a book whose recordings are of its present words."""
    recorded = {(clip.document, clip.paragraph): clip.fingerprint for clip in book.clips}
    return {
        "version": 1,
        "recordings": [
            {
                "document": document.path,
                "paragraph": passage.paragraph,
                "fingerprint": recorded[document.path, passage.paragraph] or passage.fingerprint,
            }
            for document in book.documents
            for passage in document.passages
            if (document.path, passage.paragraph) in recorded
        ],
    }
