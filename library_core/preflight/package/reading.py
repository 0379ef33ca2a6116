"""Read the package document as it stands, with everything that its checks need; nothing is judged here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from lxml import etree

from library_core.preflight.documents.addresses import Address, resolved
from library_core.preflight.documents.parsing import line_of, name_of

OPF: Final = "http://www.idpf.org/2007/opf"
DC: Final = "http://purl.org/dc/elements/1.1/"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE: Final = " \t\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One resource of the manifest, as written."""

    id: str
    address: Address
    media_type: str
    properties: tuple[str, ...]
    fallback: str
    fallback_style: str
    overlay: str
    line: int

    @property
    def path(self) -> str:
        """Where the resource lies: a path in the container, or a whole remote address.

        A fragment, which should not be there, stays: no resource lies at such a place.
        """
        fragment = None if self.address.scheme else self.address.fragment
        return self.address.path if fragment is None else f"{self.address.path}#{fragment}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Itemref:
    """One place in the spine, as written."""

    idref: str
    is_linear: bool
    properties: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An element of the metadata or a link, as written: its local name, namespace, text, attributes."""

    namespace: str
    name: str
    text: str
    attributes: Mapping[str, str]
    line: int

    def get(self, attribute: str) -> str:
        """Return an attribute without the whitespace around it; empty where there is none."""
        return self.attributes.get(attribute, "").strip(SPACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A collection with the links in it and the collections in it."""

    role: str
    links: tuple[Entry, ...]
    collections: tuple["Collection", ...]
    line: int


@dataclass(frozen=True, kw_only=True)
class PackageDocument:
    """A package document at `path`; `version` is `2.0` or `3.0`."""

    path: str
    version: str
    root: etree._Element
    unique_identifier: str | None
    items: tuple[Item, ...]
    spine: tuple[Itemref, ...]
    metadata: tuple[Entry, ...]
    links: tuple[Entry, ...]
    guide: tuple[Entry, ...]
    collections: tuple[Collection, ...]
    toc: str = ""
    toc_line: int = 0
    has_spine: bool = True
    bindings: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_epub2(self) -> bool:
        """Whether the rules of EPUB 2 hold."""
        return self.version.startswith("2")

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """The resources by their ids; of several with one id the last, as readers take it."""
        return {item.id: item for item in self.items}

    @cached_property
    def by_path(self) -> Mapping[str, Item]:
        """The resources by where they lie; of several at one place the last."""
        return {item.path: item for item in self.items}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Where in the spine each id stands first."""
        places: dict[str, int] = {}
        for place, itemref in enumerate(self.spine):
            places.setdefault(itemref.idref, place)
        return places

    def is_in_spine(self, item: Item) -> bool:
        """Whether the resource stands in the spine."""
        return item.id in self.order

    def is_fixed(self, item: Item) -> bool:
        """Whether the layout of a document in the spine is fixed."""
        place = self.order.get(item.id)
        own = () if place is None else self.spine[place].properties
        if "rendition:layout-pre-paginated" in own:
            return True
        if "rendition:layout-reflowable" in own:
            return False
        return "pre-paginated" in self.property_values("rendition:layout")[:1]

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of Dublin Core elements of this name."""
        return tuple(entry.text for entry in self.metadata if entry.namespace == DC and entry.name == name)

    def property_values(self, name: str) -> tuple[str, ...]:
        """Return the values of `<meta property>` of this name that refine nothing."""
        return tuple(
            entry.text
            for entry in self.metadata
            if entry.name == "meta" and entry.get("property") == name and not entry.get("refines")
        )


def version_of(root: etree._Element) -> str | None:
    """Return the version of a package document, or None where it is missing or unknown."""
    namespace, name = name_of(root)
    version = (root.get("version") or "").strip(SPACE)
    return version if name == "package" and namespace == OPF and version in {"2.0", "3.0"} else None


def read_package(root: etree._Element, path: str, version: str) -> PackageDocument:
    """Read a package document."""
    metadata = tuple(root.iterchildren(f"{{{OPF}}}metadata"))
    spine = root.find(f"{{{OPF}}}spine")
    entries = tuple(entry for element in metadata for entry in _entries(element))
    return PackageDocument(
        path=path,
        version=version,
        root=root,
        unique_identifier=root.get("unique-identifier"),
        items=tuple(_items(root, path)),
        spine=() if spine is None else tuple(_itemrefs(spine)),
        metadata=tuple(entry for entry in entries if entry.name != "link"),
        links=tuple(entry for entry in entries if entry.name == "link" and entry.namespace == OPF),
        guide=tuple(_entry(each) for each in root.iterfind(f"{{{OPF}}}guide/{{{OPF}}}reference")),
        collections=tuple(_collection(each) for each in root.iterchildren(f"{{{OPF}}}collection")),
        toc="" if spine is None else (spine.get("toc") or "").strip(SPACE),
        toc_line=0 if spine is None else line_of(spine),
        has_spine=spine is not None,
        bindings=frozenset(
            each.get("media-type", "") for each in root.iterfind(f"{{{OPF}}}bindings/{{{OPF}}}mediaType")
        ),
    )


def _items(root: etree._Element, path: str) -> Iterator[Item]:
    for element in root.iterfind(f"{{{OPF}}}manifest/{{{OPF}}}item"):
        href = element.get("href")
        if element.get("id") is None or href is None:
            continue
        yield Item(
            id=element.get("id", "").strip(SPACE),
            address=resolved(path, href),
            media_type=(element.get("media-type") or "").strip(SPACE),
            properties=tuple((element.get("properties") or "").split()),
            fallback=(element.get("fallback") or "").strip(SPACE),
            fallback_style=(element.get("fallback-style") or "").strip(SPACE),
            overlay=(element.get("media-overlay") or "").strip(SPACE),
            line=line_of(element),
        )


def _itemrefs(spine: etree._Element) -> Iterator[Itemref]:
    for element in spine.iterchildren(f"{{{OPF}}}itemref"):
        yield Itemref(
            idref=(element.get("idref") or "").strip(SPACE),
            is_linear=(element.get("linear") or "yes").strip(SPACE) != "no",
            properties=tuple((element.get("properties") or "").split()),
            line=line_of(element),
        )


def _entries(metadata: etree._Element) -> Iterator[Entry]:
    for element in metadata.iter(etree.Element):
        if element is not metadata:
            yield _entry(element)


def _entry(element: etree._Element) -> Entry:
    namespace, name = name_of(element)
    return Entry(
        namespace=namespace,
        name=name,
        text="".join(element.itertext()).strip(SPACE),
        attributes=dict(element.attrib),
        line=line_of(element),
    )


def _collection(element: etree._Element) -> Collection:
    return Collection(
        role=(element.get("role") or "").strip(SPACE),
        links=tuple(_entry(each) for each in element.iterchildren(f"{{{OPF}}}link")),
        collections=tuple(_collection(each) for each in element.iterchildren(f"{{{OPF}}}collection")),
        line=line_of(element),
    )
