"""Where a quotation stands, and where it stands in a later edition: by its paragraph, else by its words.

Texts are as a browser reads them: what an element holds, with single spaces and none around it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

CONTEXT: Final = 32
"""Characters kept of what stands before and after a quotation."""
LONGEST_QUOTATION: Final = 2000

How = Literal["same", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A quotation from the character `start` of a paragraph; an empty one means the whole paragraph."""

    document: str
    paragraph: str
    start: int = 0
    quotation: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadParagraph:
    """A paragraph with the text that a browser reads in it."""

    document: str
    paragraph: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an anchor stands now, and whether that is where it was."""

    document: str
    paragraph: str
    start: int
    how: How


def anchor_at(paragraph: ReadParagraph, start: int, end: int) -> Anchor:
    """Return the anchor of `text[start:end]`."""
    text = paragraph.text
    return Anchor(
        document=paragraph.document,
        paragraph=paragraph.paragraph,
        start=start,
        quotation=text[start:end],
        before=text[max(0, start - CONTEXT) : start],
        after=text[end : end + CONTEXT],
    )


def find_standing(anchor: Anchor, paragraphs: Sequence[ReadParagraph]) -> Standing | None:
    """Return where the anchor stands among the paragraphs of an edition, or None if its place is lost.

    Its own paragraph comes first; then, of all places with the same words, the one whose surroundings fit
    best. Words that stand in several places alike, with surroundings that fit none, are nowhere.
    """
    own = [each for each in paragraphs if each.paragraph == anchor.paragraph]
    own.sort(key=lambda each: each.document != anchor.document)
    for paragraph in own:
        start = find_start(anchor, paragraph.text)
        if start is not None and (paragraph.document == anchor.document or anchor.quotation):
            return _standing(anchor, paragraph, start)
    if not anchor.quotation:
        return None
    return _elsewhere(anchor, paragraphs)


def find_start(anchor: Anchor, text: str) -> int | None:
    """Return where the quotation begins in its own paragraph; the best fit, then the nearest of several."""
    if text.startswith(anchor.quotation, anchor.start):
        return anchor.start
    places = list(_occurrences(anchor.quotation, text))
    if not places:
        return None
    return min(places, key=lambda place: (-fit(anchor, text, place), abs(place - anchor.start)))


def fit(anchor: Anchor, text: str, start: int) -> int:
    """Return how many characters around the place are those around the quotation, before and after."""
    end = start + len(anchor.quotation)
    return _common(reversed(anchor.before), reversed(text[max(0, start - CONTEXT) : start])) + _common(
        anchor.after, text[end : end + CONTEXT]
    )


def _elsewhere(anchor: Anchor, paragraphs: Sequence[ReadParagraph]) -> Standing | None:
    found = [
        (fit(anchor, paragraph.text, start), paragraph, start)
        for paragraph in paragraphs
        for start in _occurrences(anchor.quotation, paragraph.text)
    ]
    if not found:
        return None
    best = max(score for score, _, _ in found)
    fitting = [(paragraph, start) for score, paragraph, start in found if score == best]
    return _standing(anchor, *fitting[0]) if len(fitting) == 1 else None


def _standing(anchor: Anchor, paragraph: ReadParagraph, start: int) -> Standing:
    same = (paragraph.document, paragraph.paragraph, start) == (
        anchor.document,
        anchor.paragraph,
        anchor.start,
    )
    return Standing(
        document=paragraph.document,
        paragraph=paragraph.paragraph,
        start=start,
        how="same" if same else "moved",
    )


def _occurrences(quotation: str, text: str) -> Iterator[int]:
    start = text.find(quotation)
    while start >= 0:
        yield start
        start = text.find(quotation, start + 1) if quotation else -1


def _common(first: Iterable[str], second: Iterable[str]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
