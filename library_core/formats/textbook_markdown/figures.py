"""Figures: the files of `figures/`, what they really are, and that nothing in an SVG runs or fetches."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from library_core.formats.textbook_markdown.markup import XHTML, line_of
from variants.problems import Problem
from variants.texts import Text

LARGEST_FIGURE: Final = 10 * 1024 * 1024
"""Bytes of one file."""

MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
_BEGINNINGS: Final[Mapping[str, re.Pattern[bytes]]] = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_SVG: Final = "{http://www.w3.org/2000/svg}"
_RUNS: Final = frozenset(f"{_SVG}{tag}" for tag in ("script", "foreignObject", "handler", "set", "animate"))


def figure_path(address: str, folder: str = "chapters") -> str:
    """Return the path in the book's folder that an image's address means; `figures/…` counts from the top."""
    if address.startswith("figures/"):
        return posixpath.normpath(address)
    return posixpath.normpath(posixpath.join(folder, address))


def use_figures(
    body: etree._Element, document: str, files: Mapping[str, bytes], used: dict[str, str]
) -> Iterator[Problem]:
    """Point images to their place in the package, collect them in `used` with their types, and complain."""
    for image in body.iter(f"{{{XHTML}}}img"):
        path = figure_path(image.get("src") or "", posixpath.dirname(document))
        media_type = MEDIA_TYPES.get(posixpath.splitext(path)[1].lower(), "")
        message = _fault(path, media_type, files.get(path), image.get("alt") or "")
        if message is not None:
            yield Problem(document=document, message=message, line=line_of(image), column=1)
        used[path] = media_type
        image.set("src", posixpath.join("..", path))
        image.attrib.pop("title", None)


def figure_fault(path: str, content: bytes | None) -> Text | None:
    """Return what is wrong with the file of a figure."""
    return _fault(path, MEDIA_TYPES.get(posixpath.splitext(path)[1].lower(), ""), content, "figure")


def _fault(path: str, media_type: str, content: bytes | None, alternative: str) -> Text | None:
    if content is None or not path.startswith("figures/"):
        return Text(
            en=f"there is no file `{path}` in `figures/`", ru=f"в папке `figures/` нет файла `{path}`"
        )
    if not media_type:
        return Text(
            en=f"`{path}` is no figure: SVG, PNG, JPEG or WebP",
            ru=f"`{path}` — не рисунок: нужен SVG, PNG, JPEG или WebP",
        )
    if not alternative.strip():
        return Text(
            en=f"`{path}` has no words for those who can't see it: `![what is shown](…)`",
            ru=f"у `{path}` нет описания для тех, кто его не видит: `![что изображено](…)`",
        )
    if len(content) > LARGEST_FIGURE:
        return Text(
            en=f"`{path}` is larger than {LARGEST_FIGURE >> 20} MB",
            ru=f"файл `{path}` больше {LARGEST_FIGURE >> 20} МБ",
        )
    return _content_fault(path, media_type, content)


def _content_fault(path: str, media_type: str, content: bytes) -> Text | None:
    if media_type != "image/svg+xml":
        if _BEGINNINGS[media_type].match(content):
            return None
        return Text(
            en=f"`{path}` is not what its name says", ru=f"содержимое `{path}` не соответствует имени файла"
        )
    try:
        tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return Text(
            en=f"`{path}` is no SVG: line {error.lineno} can't be read",
            ru=f"`{path}` — не SVG: не читается строка {error.lineno}",
        )
    if tree.tag != f"{_SVG}svg" or b"<!ENTITY" in content or any(map(_is_active, tree.iter(etree.Element))):
        return Text(
            en=f"`{path}` holds scripts, animation or addresses elsewhere; save it as a plain SVG",
            ru=f"в `{path}` есть скрипты, анимация или внешние адреса; сохраните его как простой SVG",
        )
    return None


def _is_active(element: etree._Element) -> bool:
    if element.tag in _RUNS:
        return True
    return any(
        name.rpartition("}")[2].lower().startswith("on")
        or (name.rpartition("}")[2] == "href" and not value.startswith(("#", "data:image/")))
        for name, value in element.attrib.items()
    )
