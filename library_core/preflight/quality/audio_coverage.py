"""Audio against text: paragraphs without audio, clips out of order, overlapping or past the end, stale ones.

A clip is stale when its paragraph's words are other than those it was recorded of: the side file says which
those were, or the edition before, in which the same piece of the same audio file spoke other words.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tinytag import TinyTag, TinyTagException

from library_core.formats.findings import Finding
from library_core.preflight.archive.opening import Archive, UnreadableEntry
from library_core.preflight.book import OpenedBook
from library_core.preflight.documents.overlays import SpokenClip
from library_core.preflight.quality.passages import SpokenPassage
from library_core.preflight.quality.recordings import Fingerprints
from library_core.preflight.report import AudioCoverage
from library_core.textbooks.book import Textbook

LONGEST_AUDIO: Final = 128 * 1024**2
"""Audio files above this many bytes are not opened to learn how long they play."""

SLACK: Final = Fraction(1, 4)
"""Encoders pad: a clip may end this many seconds after its file."""

SHOWN: Final = 5

Pages = Mapping[str, tuple[SpokenPassage, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What is known of the words that were recorded: from the side file, and from the edition before."""

    fingerprints: Fingerprints
    earlier: Textbook | None = None


def check_audio(
    book: OpenedBook, pages: Pages, recorded: Recorded
) -> tuple[AudioCoverage, tuple[Finding, ...]]:
    """Return how far the audio goes, and what is wrong with it. Without overlays nothing is asked."""
    passages = sum(len(page) for page in pages.values())
    if not book.overlays:
        return AudioCoverage(paragraphs=passages), ()
    spoken = _spoken(book)
    findings: list[Finding] = []
    covered = stale = 0
    for path, page in pages.items():
        heard = spoken.get(path, {})
        silent = [each for each in page if not each.identifiers & heard.keys() and "" not in heard]
        covered += len(page) - len(silent)
        old = tuple(_stale(path, page, heard, recorded))
        stale += len(old)
        findings.extend(old)
        findings.extend(_of_silent(path, silent))
    findings.extend(_check_clips(book))
    return AudioCoverage(paragraphs=passages, covered=covered, stale=stale), tuple(findings)


def _spoken(book: OpenedBook) -> dict[str, dict[str, SpokenClip]]:
    spoken: dict[str, dict[str, SpokenClip]] = {}
    for overlay in book.overlays.values():
        for clip in overlay.clips:
            if clip.audio is not None:
                spoken.setdefault(clip.text.path, {}).setdefault(clip.text.fragment or "", clip)
    return spoken


def _of_silent(path: str, silent: list[SpokenPassage]) -> Iterator[Finding]:
    if silent:
        shown = ", ".join(each.passage.paragraph or f"«{each.passage.text[:30]}»" for each in silent[:SHOWN])
        more = f" … (+{len(silent) - SHOWN})" if len(silent) > SHOWN else ""
        values = {"count": str(len(silent)), "paragraphs": shown + more}
        yield Finding(id="AUD-001", path=path, line=silent[0].line, values=values)


def _stale(
    path: str, page: Iterable[SpokenPassage], heard: Mapping[str, SpokenClip], recorded: Recorded
) -> Iterator[Finding]:
    before = _earlier_words(path, recorded.earlier)
    for each in page:
        paragraph = each.passage.paragraph
        clip = heard.get(paragraph) if paragraph else None
        if clip is None:
            continue
        known = recorded.fingerprints.get((path, paragraph))
        if known is None:
            known = before.get((paragraph, *_piece(clip)))
        if known is not None and known != each.passage.fingerprint:
            values = {"paragraph": paragraph, "text": each.passage.text[:80]}
            yield Finding(id="AUD-005", path=path, line=each.line, values=values)


def _piece(clip: SpokenClip) -> tuple[str, int]:
    name = "" if clip.audio is None else clip.audio.path
    return name, round((clip.begin or Fraction(0)) * 1000)


def _earlier_words(path: str, earlier: Textbook | None) -> dict[tuple[str, str, int], str]:
    """Return the fingerprints of an earlier edition by paragraph and piece of audio."""
    if earlier is None:
        return {}
    words = {
        passage.paragraph: passage.fingerprint
        for document in earlier.documents
        if document.path == path
        for passage in document.passages
    }
    return {
        (clip.paragraph, clip.audio, clip.begin): clip.fingerprint or words[clip.paragraph]
        for clip in earlier.clips
        if clip.document == path and clip.paragraph in words and clip.origin == "recorded"
    }


def _check_clips(book: OpenedBook) -> Iterator[Finding]:
    lengths: dict[str, Fraction | None] = {}
    for path, overlay in book.overlays.items():
        last: dict[str, SpokenClip] = {}
        for clip in overlay.clips:
            if clip.audio is None or clip.begin is None or clip.audio.is_remote:
                continue
            name = clip.audio.path
            if name not in lengths and name in book.archive:
                lengths[name] = length_of(book.archive, name)
                if lengths[name] is None:
                    yield Finding(id="AUD-006", path=name, values={"name": name})
            yield from _check_clip(path, clip, last.get(name), lengths.get(name))
            last[name] = clip


def _check_clip(
    path: str, clip: SpokenClip, before: SpokenClip | None, length: Fraction | None
) -> Iterator[Finding]:
    begin = clip.begin or Fraction(0)
    values = {"begin": f"{float(begin):g}", "fragment": clip.text.fragment or ""}
    if before is not None and begin < (before.begin or 0):
        yield Finding(id="AUD-002", path=path, line=clip.line, values=values)
    elif before is not None and before.end is not None and begin < before.end:
        yield Finding(id="AUD-003", path=path, line=clip.line, values=values)
    last = begin if clip.end is None else clip.end
    if length is not None and last > length + SLACK:
        shown = {**values, "end": f"{float(last):g}", "length": f"{float(length):.2f}"}
        yield Finding(id="AUD-004", path=path, line=clip.line, values=shown)


def length_of(archive: Archive, path: str) -> Fraction | None:
    """Return how long an audio file plays, in seconds; None where that can't be known."""
    if archive.size(path) > LONGEST_AUDIO:
        return None
    try:
        content = archive.read(path, LONGEST_AUDIO)
        duration = TinyTag.get(filename=path, file_obj=io.BytesIO(content), tags=False).duration
    except (UnreadableEntry, TinyTagException, ValueError, KeyError, IndexError, OverflowError):
        return None
    return None if not duration else Fraction(duration).limit_denominator(1000)
