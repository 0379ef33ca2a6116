"""A dealt variant as text, in two parts: a page needs the one, a check of one slot the other."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from notebooks_engine.showing import HashedAsks, ShownAsk, ShownVariant, show_variant
from variants.freezing import value_from_text, value_to_text, variant_to_text
from variants.texts import Text, text_from_json
from variants.variant import Variant

_BETWEEN: Final = "\t"
"""Stands between the parts of a page: JSON keeps a tab inside a string as an escape."""
_COMPRESSION: Final = 3
"""Twice as fast as the usual 6, and a seventh larger."""
_PAGES_KEPT: Final = 2048
_PARTS_KEPT: Final = 4096
_VARIANTS_KEPT: Final = 512

_Words = tuple[str, Text, tuple[Text, ...]]
"""Task, title and hints."""


@dataclass(frozen=True, slots=True)
class _Face:
    """What variants of one task mostly have in common."""

    task: str
    title: Text
    hints: tuple[Text, ...]
    figure: Text
    asks: HashedAsks


@dataclass(frozen=True, slots=True)
class FrozenVariant:
    """What its student may see unsolved, with the points of the slot; and all of it, compressed.

    The page is a line: what is the variant's own, then what many have in common, each part apart: the task in
    words, its figure, each ask.
    """

    page: str
    packed: bytes

    @property
    def whole(self) -> str:
        """All of the variant, keys included, as a line of JSON."""
        return zlib.decompressobj(zdict=self.page.encode()).decompress(self.packed).decode()


def freeze_variant(variant: Variant, worth: Fraction) -> FrozenVariant:
    """Freeze a variant for a slot worth so many points: each ask has its share of the task's own points."""
    total = variant.points
    points = {ask.name: worth * ask.points / total if total else Fraction(0) for ask in variant.asks}
    shown = show_variant(variant, points, solved=False)
    own = {"number": shown.number, "statement": shown.statement}
    words = {"task": shown.task, "title": shown.title, "hints": shown.hints}
    page = _BETWEEN.join(map(value_to_text, (own, words, shown.figure, *shown.asks)))
    return pack_variant(page, variant_to_text(variant))


def pack_variant(page: str, whole: str, *, compression: int = _COMPRESSION) -> FrozenVariant:
    """Put both parts together; the whole repeats much of the page, which is not stored again."""
    packing = zlib.compressobj(compression, zdict=page.encode())
    return FrozenVariant(page, packing.compress(whole.encode()) + packing.flush())


def page_from_json(shown: Mapping[str, Any]) -> str:
    """Return the page of a variant that is given as an object of JSON."""
    own = {name: shown[name] for name in ("number", "statement")}
    words = {name: shown[name] for name in ("task", "title", "hints")}
    return _BETWEEN.join(map(write_line, (own, words, shown["figure"], *shown["asks"])))


def page_to_json(page: str) -> dict[str, Any]:
    """Return a page as one object of JSON, with `asks` in it."""
    own, *parts = map(json.loads, page.split(_BETWEEN))
    if _is_whole(own):
        return {**own, "asks": parts or own["asks"]}
    words, figure, *asks = parts
    return {**own, **words, "figure": figure, "asks": asks, "solved": False, "solution": {}}


def write_line(value: Mapping[str, Any]) -> str:
    """Return plain data as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# What is remembered is read from the key alone, so nobody is shown anything but what is frozen for them.
@lru_cache(maxsize=_PAGES_KEPT)
def thaw_page(page: str) -> ShownVariant:
    """Read what a page may show before anything is solved."""
    first, _, rest = page.partition(_BETWEEN)
    own: dict[str, Any] = json.loads(first)
    face = _read_former(own, rest) if _is_whole(own) else _thaw_face(rest)
    return ShownVariant(
        task=face.task,
        number=own["number"],
        title=face.title,
        statement=text_from_json(own["statement"]),
        hints=face.hints,
        figure=face.figure,
        asks=face.asks,
        solved=False,
    )


def _is_whole(own: Mapping[str, Any]) -> bool:
    """Tell a page of formats before 4: all but the asks was one object, and before 3 they were in it, too."""
    return "title" in own


@lru_cache(maxsize=_VARIANTS_KEPT)
def thaw_whole(frozen: FrozenVariant) -> Variant:
    """Read the variant with its keys and solution."""
    return value_from_text(frozen.whole, Variant)


# A class has most of these in common: each is read, and lies in memory, once.
@lru_cache(maxsize=_PARTS_KEPT)
def _thaw_face(parts: str) -> _Face:
    words, figure, *asks = parts.split(_BETWEEN)
    return _Face(*_thaw_words(words), _thaw_figure(figure), HashedAsks(map(_thaw_ask, asks)))


def _read_former(own: Mapping[str, Any], asks: str) -> _Face:
    lines = asks.split(_BETWEEN) if asks else map(write_line, own["asks"])
    return _Face(*_read_words(own), text_from_json(own["figure"]), HashedAsks(map(_thaw_ask, lines)))


@lru_cache(maxsize=_PARTS_KEPT)
def _thaw_words(words: str) -> _Words:
    return _read_words(json.loads(words))


def _read_words(words: Mapping[str, Any]) -> _Words:
    return words["task"], text_from_json(words["title"]), tuple(map(text_from_json, words["hints"]))


@lru_cache(maxsize=_PARTS_KEPT)
def _thaw_figure(figure: str) -> Text:
    return text_from_json(json.loads(figure))


@lru_cache(maxsize=_PARTS_KEPT)
def _thaw_ask(ask: str) -> ShownAsk:
    return value_from_text(ask, ShownAsk)
