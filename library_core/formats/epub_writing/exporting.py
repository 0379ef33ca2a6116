"""Exporting: the files of an edition become a package again, with what a synthesiser spoke of it since.

Documents that have no overlay of their own get one for their synthetic clips; the rest stays byte by byte.
"""

import posixpath
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, Final
from urllib.parse import quote, unquote

from lxml import etree

from library_core.formats.epub.addresses import ID_PREFIX
from library_core.formats.epub.overlays import clock_value
from library_core.formats.epub_writing.archive import MEDIA_TYPE, entry_of
from library_core.formats.epub_writing.overlays import clock, duration_of, write_overlay
from library_core.objects import ObjectKey, ObjectStore, read_object
from library_core.textbooks.book import Clip

FORM_FOLDER: Final = "META-INF/tetrad/"
"""What was sent beside a package and is no part of it."""

_CONTAINER: Final = "META-INF/container.xml"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_ROOTFILE: Final = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_SOUNDS: Final = "tetrad-narration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """An edition to be exported: its files, its clips by document, and the objects of synthetic sounds."""

    manifest: Mapping[str, ObjectKey]
    clips: Mapping[str, Sequence[Clip]]
    sounds: Mapping[str, ObjectKey]


def write_package_again(exported: Exported, objects: ObjectStore, target: BinaryIO) -> None:
    """Write the package; whatever is large is copied piece by piece."""
    files = {path: key for path, key in exported.manifest.items() if not path.startswith(FORM_FOLDER)}
    changed, sounds = _with_narration(exported, objects)
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(entry_of("mimetype"), MEDIA_TYPE)
        for path in sorted({*files, *changed, *sounds} - {"mimetype"}):
            if path in changed:
                archive.writestr(entry_of(path), changed[path])
                continue
            with (
                objects.open(sounds[path] if path in sounds else files[path]) as source,
                archive.open(entry_of(path), "w", force_zip64=True) as written,
            ):
                shutil.copyfileobj(source, written)


def _with_narration(
    exported: Exported, objects: ObjectStore
) -> tuple[Mapping[str, bytes], Mapping[str, ObjectKey]]:
    """Return the files that are made anew, and sounds by their path in the package."""
    if not exported.sounds or _CONTAINER not in exported.manifest:
        return {}, {}
    opf_path = _rootfile(read_object(objects, exported.manifest[_CONTAINER]))
    if opf_path not in exported.manifest:
        return {}, {}
    package = _parse(read_object(objects, exported.manifest[opf_path]))
    if not package.get("version", "").startswith("3"):
        return {}, {}
    changed: dict[str, bytes] = {}
    sounds: dict[str, ObjectKey] = {}
    total = 0
    for number, (document, clips) in enumerate(sorted(exported.clips.items()), 1):
        item = _item(package, opf_path, document)
        spoken = _spoken(exported, objects, document, clips)
        if item is None or item.get("media-overlay") or not spoken:
            continue
        sound = posixpath.join(posixpath.dirname(opf_path), f"{_SOUNDS}/{number}.opus")
        overlay = sound.removesuffix(".opus") + ".smil"
        placed = [replace(clip, audio=sound) for clip in spoken]
        changed[overlay] = write_overlay(document, placed, path=overlay).encode()
        sounds[sound] = exported.sounds[spoken[0].audio]
        _add_items(package, number, item, duration_of(placed))
        total += duration_of(placed)
    if changed:
        _add_total(package, total)
        changed[opf_path] = etree.tostring(package, xml_declaration=True, encoding="UTF-8")
    return changed, sounds


def _spoken(exported: Exported, objects: ObjectStore, document: str, clips: Sequence[Clip]) -> list[Clip]:
    """Return the synthetic clips of elements that have an id in the document as it was sent."""
    if document not in exported.manifest:
        return []
    tree = _parse(read_object(objects, exported.manifest[document]))
    ids = {str(element.get("id")): None for element in tree.iter(etree.Element) if element.get("id")}
    spoken = {
        clip.paragraph.removeprefix(ID_PREFIX): clip
        for clip in clips
        if clip.origin == "synthetic" and clip.audio in exported.sounds and clip.end is not None
    }
    return [replace(spoken[each], paragraph=each) for each in ids if each in spoken]


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _rootfile(container: bytes) -> str:
    return next((str(each.get("full-path")) for each in _parse(container).iter(_ROOTFILE)), "")


def _item(package: etree._Element, opf_path: str, document: str) -> etree._Element | None:
    folder = posixpath.dirname(opf_path)
    for item in package.iter(f"{_OPF}item"):
        if posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))) == document:
            return item
    return None


def _add_items(package: etree._Element, number: int, item: etree._Element, duration: int) -> None:
    manifest, overlay = package.find(f"{_OPF}manifest"), f"{_SOUNDS}-{number}"
    metadata = package.find(f"{_OPF}metadata")
    if manifest is None or metadata is None:
        return
    for identifier, ending, media_type in (
        (overlay, "smil", "application/smil+xml"),
        (f"{overlay}-sound", "opus", "audio/ogg; codecs=opus"),
    ):
        href = quote(f"{_SOUNDS}/{number}.{ending}")
        etree.SubElement(manifest, f"{_OPF}item", {"id": identifier, "href": href, "media-type": media_type})
    item.set("media-overlay", overlay)
    refined = {"property": "media:duration", "refines": f"#{overlay}"}
    etree.SubElement(metadata, f"{_OPF}meta", refined).text = clock(duration)


def _add_total(package: etree._Element, added: int) -> None:
    metadata = package.find(f"{_OPF}metadata")
    if metadata is None:
        return
    metas = [each for each in metadata.iter(f"{_OPF}meta") if each.get("property") == "media:duration"]
    total = next((each for each in metas if not each.get("refines")), None)
    if total is None:
        total = etree.SubElement(metadata, f"{_OPF}meta", {"property": "media:duration"})
        total.text = clock(added)
    elif total.text:
        total.text = clock(added + (clock_value(total.text) or 0))
