"""A publication: all that goes into a package, in reading order. Paths are those inside of the package."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from library_core.textbooks.book import Clip, NavigationPoint

DocumentKind = Literal["titlepage", "chapter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDocument:
    """One content document; `body` is the inside of its `<body>` as XHTML with every prefix declared."""

    path: str
    title: str
    body: str
    kind: DocumentKind = "chapter"
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A file that documents refer to: a figure, a recording."""

    path: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A book ready to be written. `modified` is ISO 8601 in UTC with seconds (`2026-09-01T00:00:00Z`).

    Clips name documents and audio by path, all with a begin and an end. `side_files` are further files of the
    package that no document refers to, by path.
    """

    identifier: str
    title: str
    language: str
    modified: str
    documents: tuple[WrittenDocument, ...]
    resources: tuple[Resource, ...] = ()
    navigation: tuple[NavigationPoint, ...] = ()
    pages: tuple[NavigationPoint, ...] = ()
    clips: tuple[Clip, ...] = ()
    cover: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    rights: str = ""
    licence: str = ""
    issued: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    narrator: str = ""
    side_files: Mapping[str, bytes] = field(default_factory=dict)
