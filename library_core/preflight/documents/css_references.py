"""References in a style sheet: imports, fonts, images; and the class names it has rules for.

A tokeniser of CSS in one expression: strings and comments are known, so nothing in them is taken for a URL.
"""

import re
from collections.abc import Iterator
from typing import Final

from library_core.preflight.documents.addresses import resolved
from library_core.preflight.documents.references import Contents, Kind, Reference

TOKEN: Final = re.compile(
    r"""(?P<comment>/\*.*?(?:\*/|\Z))
    |url\(\s*(?:"(?P<double>(?:[^"\\\n]|\\.)*)"|'(?P<single>(?:[^'\\\n]|\\.)*)'|(?P<bare>(?:[^)"'\\\s]|\\.)*))\s*\)?
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<at>@[A-Za-z-]+)
    |\.(?P<class>-{0,2}[^\W\d][\w-]*)
    |(?P<mark>[{};])""",
    re.VERBOSE | re.DOTALL,
)
LONGEST_SHEET: Final = 8 * 1024**2
ESCAPE: Final = re.compile(r"\\([0-9A-Fa-f]{1,6}\s?|.)", re.DOTALL)


def decoded_sheet(content: bytes) -> str:
    """Return the text of a style sheet: UTF-8, or what its mark of byte order says."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", "replace")
    return content.decode("utf-8-sig", "replace")


def contents_of_sheet(content: bytes, path: str) -> Contents:
    """Read what a style sheet refers to."""
    text = decoded_sheet(content[:LONGEST_SHEET])
    references = tuple(references_in_css(text, path, path))
    classes = frozenset(match["class"] for match in TOKEN.finditer(text) if match["class"])
    features = {"remote-resources"} if any(each.address.is_remote for each in references) else set()
    return Contents(
        path=path, references=references, classes=classes, features=frozenset({*features, "styled"})
    )


def references_in_css(text: str, base: str, path: str, first_line: int = 1) -> Iterator[Reference]:
    """Yield the references in a style sheet, or in the value of a style attribute."""
    at, depth, counted, line = "", 0, 0, first_line
    for token in TOKEN.finditer(text):
        line += text.count("\n", counted, token.start())
        counted = token.start()
        if token["at"]:
            at = token["at"].lower()
        elif token["mark"] == "{":
            depth += 1
        elif token["mark"]:
            depth -= token["mark"] == "}" and depth > 0
            at = at if token["mark"] == ";" and depth else ""
        else:
            written = _address_in(token, at)
            if written:
                yield Reference(kind=_kind_after(at), address=resolved(base, written), path=path, line=line)


def _address_in(token: re.Match[str], at: str) -> str:
    written = token["double"] or token["single"] or token["bare"]
    if written is None and token["string"] and at == "@import":
        written = token["string"][1:-1]
    if not written or at in {"@namespace", "@charset"}:
        return ""
    unescaped = ESCAPE.sub(_unescape, written).strip()
    return "" if unescaped.startswith("#") else unescaped


def _unescape(match: re.Match[str]) -> str:
    code = match[1].strip()
    if len(code) >= 1 and all(character in "0123456789abcdefABCDEF" for character in code):
        number = int(code, 16)
        return chr(number) if 0 < number < 0x110000 else "\ufffd"
    return match[1]


def _kind_after(at: str) -> Kind:
    if at == "@import":
        return "stylesheet"
    return "font" if at == "@font-face" else "generic"
