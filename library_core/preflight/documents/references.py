"""References from one document to others, and what a document contains that its package must know of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from library_core.preflight.documents.addresses import Address

Kind = Literal[
    "generic",
    "image",
    "picture image",
    "picture source",
    "audio",
    "video",
    "track",
    "font",
    "stylesheet",
    "script",
    "hyperlink",
    "cite",
    "link",
    "paint",
    "clip path",
    "symbol",
    "toc",
    "page list",
    "landmark",
    "region",
    "spoken text",
    "spoken audio",
    "search key",
]

Feature = Literal[
    "mathml",
    "svg",
    "svg image",
    "scripted",
    "switch",
    "remote-resources",
    "styled",
    "index",
    "glossary",
    "dictionary",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference that stands at `path`, `line`; `has_fallback` where its element gives another choice.

    `media_type` is what the element says of the target, empty where it says nothing. References of one
    `group` (not 0) are choices among which a reader takes the first that can be played.
    """

    kind: Kind
    address: Address
    path: str
    line: int
    has_fallback: bool = False
    media_type: str = ""
    group: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a document contains. `identifiers` gives each id its kind and its place in reading order.

    A document that is not `is_whole` broke while it was read: what it lacks says nothing.
    """

    path: str
    is_whole: bool = True
    references: tuple[Reference, ...] = ()
    identifiers: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    features: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
