"""Builds small EPUBs for tests: valid ones with every feature, and ones that are broken in one place.

`build_epub()` alone is a valid EPUB 3 with one chapter; `package()` gives its files, to change and to zip.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

MIMETYPE = "application/epub+zip"
OPF_PATH = "EPUB/package.opf"
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n<rootfiles>'
    f'<rootfile full-path="{OPF_PATH}" media-type="application/oebps-package+xml"/></rootfiles>\n</container>'
)
XHTML11 = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">\n'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A document of the spine: `body` is XHTML within `<body>`, `overlay` is SMIL within `<body>`, if any.

    `text` is the whole document where a test needs another one than `xhtml` makes.
    """

    name: str = "one.xhtml"
    body: str = '<h1 id="h">One</h1><p id="p1">First.</p><p id="p2">Second.</p>'
    title: str = "One"
    overlay: str = ""
    properties: str = ""
    text: str | bytes = ""
    media_type: str = "application/xhtml+xml"
    linear: bool = True
    spine_properties: str = ""
    fallback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A further file of the manifest, by its path beside the package document."""

    content: bytes
    media_type: str
    properties: str = ""
    fallback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPlan:
    """What an EPUB is built from; `metadata` and `spine_attributes` are put in as they stand."""

    chapters: tuple[Chapter, ...] = (Chapter(),)
    version: str = "3.0"
    title: str = "A small book"
    language: str = "en"
    identifier: str = "urn:uuid:7c9d0e0a-5a0c-4a0e-9d6c-0a2c1b8f1a11"
    metadata: str = ""
    nav: str = ""
    ncx: str = ""
    spine_attributes: str = ""
    resources: Mapping[str, Resource] = field(default_factory=dict)
    guide: str = ""


def build_epub(plan: BookPlan | None = None, *, extra: Mapping[str, bytes | str] | None = None) -> bytes:
    """Return the bytes of an EPUB; `extra` adds or replaces files of the archive by their whole path."""
    return zip_files({**package(plan or BookPlan()), **(extra or {})})


def package(plan: BookPlan) -> dict[str, bytes | str]:
    """Return the files of an EPUB by path, `mimetype` first."""
    files: dict[str, bytes | str] = {
        "mimetype": MIMETYPE,
        "META-INF/container.xml": CONTAINER,
        OPF_PATH: opf(plan),
    }
    if plan.version.startswith("3"):
        files["EPUB/nav.xhtml"] = plan.nav or nav(plan)
    if plan.version.startswith("2") or plan.ncx:
        files["EPUB/toc.ncx"] = plan.ncx or ncx(plan)
    for chapter in plan.chapters:
        files[f"EPUB/{chapter.name}"] = chapter.text or xhtml(
            chapter.body, title=chapter.title, language=plan.language, version=plan.version
        )
        if chapter.overlay:
            files[f"EPUB/{chapter.name}.smil"] = smil(chapter.overlay)
    files.update({f"EPUB/{path}": resource.content for path, resource in plan.resources.items()})
    return files


def zip_files(files: Mapping[str, bytes | str]) -> bytes:
    """Return an archive with `mimetype` stored and all else deflated."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, packing)
    return target.getvalue()


def xhtml(
    body: str, *, title: str = "One", language: str = "en", version: str = "3.0", head: str = ""
) -> str:
    """Return a whole content document."""
    doctype = "<!DOCTYPE html>\n" if version.startswith("3") else XHTML11
    epub = ' xmlns:epub="http://www.idpf.org/2007/ops"' if version.startswith("3") else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}'
        f'<html xmlns="http://www.w3.org/1999/xhtml"{epub} xml:lang={quoteattr(language)}>\n'
        f"<head><title>{escape(title)}</title>{head}</head>\n<body>\n{body}\n</body>\n</html>"
    )


def opf(plan: BookPlan) -> str:
    """Return the package document."""
    modified = '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>'
    toc = ' toc="ncx"' if plan.version.startswith("2") or plan.ncx else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{plan.version}" unique-identifier="id">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">\n'
        f'<dc:identifier id="id">{escape(plan.identifier)}</dc:identifier>\n'
        f"<dc:title>{escape(plan.title)}</dc:title>\n<dc:language>{plan.language}</dc:language>\n"
        f"{modified if plan.version.startswith('3') else ''}{plan.metadata}\n</metadata>\n"
        f"<manifest>\n{''.join(manifest(plan))}</manifest>\n"
        f"<spine{toc}{plan.spine_attributes}>\n{''.join(_itemref(each) for each in plan.chapters)}</spine>\n"
        f"{plan.guide}</package>"
    )


def manifest(plan: BookPlan) -> list[str]:
    """Return the items of the manifest; the id of a file is its path without dots and slashes."""
    items = []
    if plan.version.startswith("3"):
        items.append(_item("nav.xhtml", "application/xhtml+xml", properties="nav"))
    if plan.version.startswith("2") or plan.ncx:
        items.append(_item("toc.ncx", "application/x-dtbncx+xml", identifier="ncx"))
    for chapter in plan.chapters:
        overlay = item_id(f"{chapter.name}.smil") if chapter.overlay else ""
        items.append(
            _item(
                chapter.name,
                chapter.media_type,
                properties=chapter.properties,
                overlay=overlay,
                fallback=chapter.fallback,
            )
        )
        if chapter.overlay:
            items.append(_item(f"{chapter.name}.smil", "application/smil+xml"))
    items.extend(
        _item(path, each.media_type, properties=each.properties, fallback=each.fallback)
        for path, each in plan.resources.items()
    )
    return items


def item_id(path: str) -> str:
    """Return the id that a file has in the manifest."""
    return "i-" + path.replace("/", "-").replace(".", "-")


def nav(plan: BookPlan) -> str:
    """Return a navigation document with one entry a chapter."""
    entries = "".join(
        f'<li><a href="{chapter.name}">{escape(chapter.title)}</a></li>' for chapter in plan.chapters
    )
    return xhtml(f'<nav epub:type="toc" id="toc"><ol>{entries}</ol></nav>', language=plan.language)


def ncx(plan: BookPlan) -> str:
    """Return an NCX with one entry a chapter."""
    points = "".join(
        f'<navPoint id="n{number}" playOrder="{number}"><navLabel><text>'
        f'{escape(chapter.title)}</text></navLabel><content src="{chapter.name}"/></navPoint>\n'
        for number, chapter in enumerate(plan.chapters, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">\n'
        f'<head><meta name="dtb:uid" content={quoteattr(plan.identifier)}/></head>\n'
        f"<docTitle><text>{escape(plan.title)}</text></docTitle>\n<navMap>{points}</navMap>\n</ncx>"
    )


def smil(body: str) -> str:
    """Return a media overlay."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<smil xmlns="http://www.w3.org/ns/SMIL" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">\n<body>{body}</body>\n</smil>'
    )


def par(text: str, audio: str, begin: str = "", end: str = "") -> str:
    """Return one `<par>`: `text` is an address with a fragment."""
    clip = (f' clipBegin="{begin}"' if begin else "") + (f' clipEnd="{end}"' if end else "")
    return f'<par><text src="{text}"/><audio src="{audio}"{clip}/></par>'


def _item(
    path: str,
    media_type: str,
    *,
    identifier: str = "",
    properties: str = "",
    overlay: str = "",
    fallback: str = "",
) -> str:
    attributes = {"properties": properties, "media-overlay": overlay, "fallback": fallback}
    said = "".join(f' {name}="{value}"' for name, value in attributes.items() if value)
    return f'<item id="{identifier or item_id(path)}" href="{path}" media-type="{media_type}"{said}/>\n'


def _itemref(chapter: Chapter) -> str:
    properties = f' properties="{chapter.spine_properties}"' if chapter.spine_properties else ""
    linear = "" if chapter.linear else ' linear="no"'
    return f'<itemref idref="{item_id(chapter.name)}"{linear}{properties}/>\n'
