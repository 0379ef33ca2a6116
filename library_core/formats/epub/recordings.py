"""What a package says of its recordings: which words each speaks, and which voice is a synthesiser's.

`META-INF/tetrad-recordings.json`, by docs/publishing.md; `origin` is `recorded` where it is not given.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from library_core.formats.epub.addresses import shown_id
from library_core.formats.epub.archive import EpubArchive
from library_core.formats.findings import Finding
from library_core.textbooks.book import Clip, Origin

RECORDINGS: Final = "META-INF/tetrad-recordings.json"
LONGEST: Final = 16 * 1024**2
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Recording:
    """What is known of the recording of one element."""

    origin: Origin = "recorded"
    fingerprint: str = ""


Recordings = Mapping[tuple[str, str], Recording]
"""By the path of the document and the id of the element as it is shown."""


def read_recordings(archive: EpubArchive, shown: Mapping[str, str], findings: list[Finding]) -> Recordings:
    """Return what is known; a list that can't be read is a finding, and says nothing.

    `shown` leads from documents of the spine to what is shown in their place. Raises PackageRefused if the
    bytes can't be had.
    """
    if RECORDINGS not in archive:
        return {}
    if archive.size(RECORDINGS) > LONGEST:
        findings.append(Finding(id="AUD-007", path=RECORDINGS))
        return {}
    try:
        plain = json.loads(archive.read(RECORDINGS))
        return dict(_recordings(plain, shown))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        findings.append(Finding(id="AUD-007", path=RECORDINGS))
        return {}


def described(clip: Clip, recordings: Recordings) -> Clip:
    """Return the clip with what is known of its recording."""
    known = recordings.get((clip.document, clip.paragraph))
    return clip if known is None else replace(clip, origin=known.origin, fingerprint=known.fingerprint)


def _recordings(
    plain: dict[str, Any], shown: Mapping[str, str]
) -> Iterator[tuple[tuple[str, str], Recording]]:
    for entry in plain["recordings"]:
        document, paragraph = str(entry["document"]), str(entry["paragraph"])
        fingerprint = str(entry.get("fingerprint", ""))
        origin: Origin = "synthetic" if entry.get("origin") == "synthetic" else "recorded"
        known = fingerprint if _FINGERPRINT.fullmatch(fingerprint) else ""
        yield (shown.get(document, document), shown_id(paragraph)), Recording(origin, known)
