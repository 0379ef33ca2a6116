"""Whatever is sent is read or refused in words, within limits: no other exception ever leaves the reader."""

import hashlib
import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from epub_builders import BookPlan, Chapter, Resource, build_epub, package, par, xhtml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library_core.formats.epub.reading import ReadBook, read_epub
from library_core.formats.findings import PackageRefused
from library_core.objects import ObjectKey

BODY = (
    '<h1 id="h">A<a epub:type="noteref" href="#n">1</a></h1>'
    '<p id="p1">Text <math alttext="x"><mi>x</mi></math></p>'
    '<table><tr><td>1</td></tr></table><svg viewBox="0 0 1 1"><path d="M0 0"/></svg><ruby>a<rt>b</rt></ruby>'
    '<aside id="n" epub:type="footnote"><p>Note</p></aside><img src="a.png" alt="A"/>'
)
WHOLE = BookPlan(
    chapters=(
        Chapter(body=BODY, overlay=par("one.xhtml#p1", "a.mp3", "0s", "1s")),
        Chapter(name="two.xhtml"),
    ),
    resources={
        "a.mp3": Resource(content=b"mp3", media_type="audio/mpeg"),
        "a.png": Resource(content=b"png", media_type="image/png"),
    },
)
SOUND = build_epub(WHOLE)
MODEST = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def keep(source: BinaryIO) -> ObjectKey:
    return ObjectKey(hashlib.sha256(source.read()).hexdigest())


def survive(content: bytes) -> ReadBook | None:
    try:
        return read_epub(io.BytesIO(content), keep)
    except PackageRefused as refused:
        return None if refused.findings else pytest.fail("a refusal without a reason")


def chapter_of(text: str | bytes) -> ReadBook | None:
    return survive(build_epub(BookPlan(chapters=(Chapter(text=text), Chapter(name="two.xhtml")))))


@given(st.binary(max_size=2000))
@MODEST
def test_random_bytes_are_refused(content: bytes) -> None:
    assert survive(content) is None
    assert survive(b"PK\3\4" + content) is None


@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=8))
@MODEST
def test_a_changed_archive_is_read_or_refused(place: int, bytes_put: bytes) -> None:
    survive(SOUND[:place] + bytes_put + SOUND[place + len(bytes_put) :])


@given(st.integers(0, len(SOUND)), st.integers(0, 200))
@MODEST
def test_an_archive_with_a_piece_cut_out_is_read_or_refused(place: int, length: int) -> None:
    survive(SOUND[:place] + SOUND[place + length :])


@given(
    st.randoms(use_true_random=False),
    st.sampled_from(
        [
            "EPUB/one.xhtml",
            "EPUB/package.opf",
            "EPUB/nav.xhtml",
            "EPUB/one.xhtml.smil",
            "META-INF/container.xml",
        ]
    ),
)
@MODEST
def test_changed_documents_are_read_or_refused(chance: random.Random, path: str) -> None:
    content = str(package(WHOLE)[path])
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(content))
        piece = chance.choice(
            [
                "<",
                ">",
                "&",
                '"',
                "</p>",
                "<p>",
                "\0",
                "&#0;",
                "]]>",
                "<![CDATA[",
                "<!--",
                "é",
                "\ud83d",
                "<svg>",
                "xmlns=''",
            ]
        )
        content = content[:place] + piece + content[place + chance.randint(0, 10) :]
    survive(build_epub(WHOLE, extra={path: content.encode("utf-8", "surrogatepass")}))


@given(st.text(max_size=300))
@MODEST
def test_any_text_in_a_body_is_read(text: str) -> None:
    assert chapter_of(xhtml(text).encode("utf-8", "surrogatepass")) is not None


def with_entities(declared: str, body: str) -> str:
    return (
        f"<!DOCTYPE html [{declared}]>"
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{body}</p></body></html>'
    )


def entities(levels: int, copies: int) -> str:
    named = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * copies}">' for level in range(1, levels))
    return with_entities(f'<!ENTITY e0 "lol">{named}', f"&e{levels - 1};")


HOSTILE: dict[str, Callable[[], str | bytes]] = {
    "entities that hold entities": lambda: entities(10, 10),
    "one long entity named often": lambda: with_entities(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 50_000),
    "an entity from outside": lambda: with_entities('<!ENTITY a SYSTEM "file:///etc/hostname">', "&a;"),
    "a parameter entity": lambda: with_entities('<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;', "x"),
    "deep nesting": lambda: xhtml("<div>" * 50_000 + "x" + "</div>" * 50_000),
    "deep inline nesting": lambda: xhtml("<b>" * 250 + "<br/>" * 10_000 + "</b>" * 250),
    "a huge attribute": lambda: xhtml(f'<p class="{"x" * 11_000_000}">y</p>'),
    "many attributes": lambda: xhtml("<p " + " ".join(f'a{n}="1"' for n in range(50_000)) + ">y</p>"),
    "many attributes, broken": lambda: xhtml("<p " + " ".join(f'a{n}="1"' for n in range(50_000)) + ">y</b>"),
    "many namespaces": lambda: xhtml(
        "".join(f'<x{n}:p xmlns:x{n}="urn:{n}">y</x{n}:p>' for n in range(5_000))
    ),
    "more elements than may be": lambda: xhtml("<br/>" * 500_000),
    "UTF-16": lambda: xhtml("<p>Привет</p>").replace("UTF-8", "UTF-16").encode("utf-16"),
    "UTF-16 without a mark": lambda: xhtml("<p>x</p>").replace("UTF-8", "UTF-16").encode("utf-16-le"),
    "UTF-32": lambda: xhtml("<p>x</p>").encode("utf-32"),
    "a wrong declaration": lambda: xhtml("<p>Привет</p>").replace("UTF-8", "UTF-16").encode(),
    "an unknown encoding": lambda: xhtml("<p>x</p>").replace("UTF-8", "x-none").encode(),
    "Latin bytes said to be UTF-8": lambda: xhtml("<p>caf\xe9</p>").encode("latin-1"),
    "no document": lambda: b"\0\1\2",
    "nothing": lambda: b" ",
    "text alone": lambda: b"hello",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_read_within_limits(name: str) -> None:
    book = chapter_of(HOSTILE[name]())

    assert book is not None
    texts = [passage.text for document in book.textbook.documents for passage in document.passages]
    assert "First." in texts
    assert sum(map(len, texts)) < 2_000_000


@pytest.mark.parametrize("name", ["UTF-16", "a wrong declaration"])
def test_the_words_of_a_document_survive_its_encoding(name: str) -> None:
    book = chapter_of(HOSTILE[name]())

    assert book is not None
    assert book.textbook.documents[0].passages[0].text == "Привет"


def test_nothing_is_read_from_outside() -> None:
    book = chapter_of(HOSTILE["an entity from outside"]())

    assert book is not None
    texts = [passage.text for passage in book.textbook.documents[0].passages]
    assert Path("/etc/hostname").read_text().strip() not in texts
    assert "&a;" in texts


def test_broken_documents_keep_their_words() -> None:
    book = chapter_of(
        '<html><body><p class=a>A & B<br>c <i>d</b> 1 < 2<p title="x>y">E &copy;&nbsp;F <img alt=z /></body>'
    )

    assert book is not None
    assert [passage.text for passage in book.textbook.documents[0].passages] == [
        "A & B c d 1 < 2",
        "E © F [z]",
    ]
    assert "RSC-016" in {finding.id for finding in book.findings}
