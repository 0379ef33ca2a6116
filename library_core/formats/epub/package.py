"""The package document (OPF) as read: metadata, manifest, spine, with lines for messages.

Nothing is judged here: a value that breaks a rule stands as it was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaItem:
    """One entry of the metadata: `dc:title`, `dcterms:modified`, `rendition:layout` and others.

    `name` is the element's (`dc:title`) or, for `<meta>`, its property (EPUB 3) or name (EPUB 2).
    """

    name: str
    value: str
    id: str = ""
    refines: str = ""
    scheme: str = ""
    language: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestItem:
    """One resource; `path` is where it lies in the archive (percent-decoded), empty for a remote one."""

    id: str
    href: str
    path: str
    media_type: str
    properties: tuple[str, ...] = ()
    fallback: str = ""
    media_overlay: str = ""
    line: int = 0

    @property
    def is_remote(self) -> bool:
        """Whether the resource lies outside of the package."""
        return "://" in self.href


@dataclass(frozen=True, slots=True, kw_only=True)
class SpineItem:
    """One document in reading order."""

    idref: str
    linear: bool = True
    properties: tuple[str, ...] = ()
    id: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The package document at `path`; `version` as written (`2.0`, `3.0`)."""

    path: str
    version: str
    unique_identifier: str
    metadata: tuple[MetaItem, ...]
    manifest: tuple[ManifestItem, ...]
    spine: tuple[SpineItem, ...]
    toc: str = ""
    direction: str = ""
    language: str = ""
    prefixes: Mapping[str, str] = field(default_factory=dict)
    guide: tuple[tuple[str, str, int], ...] = ()
    spine_line: int = 0

    def item(self, identifier: str) -> ManifestItem | None:
        """Return the resource with this id."""
        return next((item for item in self.manifest if item.id == identifier), None)

    def at(self, path: str) -> ManifestItem | None:
        """Return the resource at this path in the archive."""
        return next((item for item in self.manifest if item.path == path), None)

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of all metadata of this name that refine nothing."""
        return tuple(item.value for item in self.metadata if item.name == name and not item.refines)
