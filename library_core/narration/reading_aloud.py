"""Reading aloud: an element of a textbook's page → the words that a synthesiser speaks of it."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from library_core.narration.math_words import say_math, tag_of
from library_core.narration.text_words import say_text
from variants.texts import Language

_FORMULA: Final = "\ue010"
_LISTS: Final = frozenset(("ul", "ol", "dl", "table", "figure", "svg"))
_UNSPOKEN: Final = frozenset(("rt", "rp", "rtc", "script", "style", "audio", "video", "button", "annotation"))


def spoken_words(element: etree._Element, language: Language) -> str:
    """Return the words of a paragraph, formulas among them; "" where there is nothing to say."""
    formulas: list[str] = []
    text = "".join(_texts(element, language, formulas))
    # Formulas are said first and put back after: a text around them is read without their signs.
    pieces = text.split(_FORMULA)
    said = [say_text(piece, language) for piece in pieces]
    words = [said[0]]
    for formula, piece in zip(formulas, said[1:], strict=True):
        words += [formula, piece]
    return _joined(words)


def language_of(written: str) -> Language | None:
    """Return the language that we speak for a language tag such as `ru-RU`; None for another."""
    primary = written.lower().partition("-")[0]
    if primary == "ru":
        return "ru"
    return "en" if primary == "en" else None


def _texts(element: etree._Element, language: Language, formulas: list[str]) -> Iterator[str]:
    yield (element.text or "").replace(_FORMULA, " ")
    for child in element:
        tag = tag_of(child) if isinstance(child.tag, str) else ""
        if tag == "math":
            formulas.append(say_math(child, language))
            yield _FORMULA
        elif tag == "br":
            yield " "
        elif tag and tag not in _LISTS | _UNSPOKEN and not _is_sign(child):
            yield from _texts(child, language, formulas)
        yield (child.tail or "").replace(_FORMULA, " ")


def _is_sign(element: etree._Element) -> bool:
    """Tell whether this leads to a note or begins a page: nobody reads that aloud."""
    roles = (element.get("role") or "", element.get("class") or "", element.get("data-type") or "")
    return any(
        name in role.split()
        for role in roles
        for name in (
            "doc-noteref",
            "doc-backlink",
            "doc-pagebreak",
            "footnote-ref",
            "footnote-backref",
            "noteref",
        )
    )


def _joined(words: list[str]) -> str:
    joined = ""
    for piece in words:
        if piece:
            close = piece[0] in ".,;:!?)»"
            joined += piece if close or not joined else f" {piece}"
    return joined
