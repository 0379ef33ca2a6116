"""A package as pre-flight sees it: everything that was read, by path, whatever its state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from library_core.preflight.archive.encryption import Encryption
from library_core.preflight.archive.opening import Archive
from library_core.preflight.documents.ncx import NcxDocument
from library_core.preflight.documents.overlays import Overlay
from library_core.preflight.documents.references import Contents
from library_core.preflight.package.reading import Item, PackageDocument


@dataclass(frozen=True, kw_only=True)
class OpenedBook:
    """One rendition of a package. `contents` are documents, style sheets and overlays."""

    archive: Archive
    package: PackageDocument
    encryption: Encryption
    contents: Mapping[str, Contents] = field(default_factory=dict)
    overlays: Mapping[str, Overlay] = field(default_factory=dict)
    ncx: Mapping[str, NcxDocument] = field(default_factory=dict)

    @cached_property
    def has_scripts(self) -> bool:
        """Whether any document has scripts."""
        return any("scripted" in contents.features for contents in self.contents.values())

    @cached_property
    def navigation(self) -> Item | None:
        """The navigation document of an EPUB 3."""
        return next((item for item in self.package.items if "nav" in item.properties), None)
