"""Books of every kind that publishers make come in whole: no word, picture, link or sound is lost."""

from dataclasses import replace

import pytest
from epub_builders import BookPlan, Chapter, Resource, build_epub, item_id, package, par, xhtml
from epub_losses import losses, read_with_objects

MATH = 'xmlns="http://www.w3.org/1998/Math/MathML"'
SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
PICTURE = Resource(content=b"png", media_type="image/png")
SOUND = Resource(content=b"mp3", media_type="audio/mpeg")


def one(body: str) -> BookPlan:
    return BookPlan(chapters=(Chapter(body=body),), resources={"a.png": PICTURE, "a.mp3": SOUND})


KINDS: dict[str, BookPlan] = {
    "loose text": one("loose <b>bold</b> text<p>one</p>tail"),
    "empty elements": one('<p/><a id="x"/><p>after<br/>it</p><td/><div/><i/>end'),
    "CDATA": one("<p><![CDATA[1 < 2 & 3]]></p>"),
    "comments and instructions": one("<p>a<!-- no -->b<?page 3?>c</p><!-- no -->d"),
    "nested blocks that HTML forbids": one("<p>a<div>b</div>c</p><p>d<ul><li>e</li></ul>f</p>"),
    "lists and tables": one(
        "<ul><li>a<ol><li>b</li></ol>c</li></ul><dl><dt>d</dt><dd>e</dd></dl><table><caption>f</caption>"
        "<thead><tr><th>g</th></tr></thead><tbody><tr><td><p>h</p>i</td></tr></tbody></table>"
    ),
    "old elements": one("<center>a</center><font>b</font><tt>c</tt><big>d</big><strike>e</strike>"),
    "unknown elements": one("<p>a<custom>b</custom></p><form><label>c</label><button>d</button></form>"),
    "notes and pages": one(
        '<p>a<a epub:type="noteref" href="#n">1</a><span epub:type="pagebreak" title="7">7</span></p>'
        '<aside epub:type="footnote" id="n"><p>b</p></aside>'
    ),
    "formulas": one(f"<p>a <math {MATH}><mfrac><mi>b</mi><mn>2</mn></mfrac></math> c</p>"),
    "Japanese in columns": replace(
        one("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>を読む</p>"),
        language="ja",
        spine_attributes=' page-progression-direction="rtl"',
    ),
    "Arabic": replace(one('<p dir="rtl">مرحبا <bdo dir="ltr">abc</bdo></p>'), language="ar"),
    "pictures of all ways": one(
        f'<img src="a.png" alt="a"/><svg {SVG}><image xlink:href="a.png"/><text>b</text></svg>'
        '<picture><source srcset="a.png 2x"/><img src="a.png" alt=""/></picture>'
    ),
    "sounds and films": one(
        '<audio src="a.mp3">a</audio><video><source src="a.mp3" type="video/mp4"/>b</video>'
        '<p><a href="a.mp3">c</a> <a href="https://example.org/">d</a> <a href="mailto:a@b.c">e</a></p>'
    ),
    "scripts": one('<script>var a;</script><noscript>b</noscript><p>c</p><canvas id="d"/>'),
    "named characters": replace(one("<p>a&nbsp;&mdash;&alpha;&#x416;</p>"), version="2.0"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_book_is_lost(kind: str) -> None:
    assert losses(build_epub(KINDS[kind])) == []


def shown(plan: BookPlan) -> str:
    book, kept = read_with_objects(build_epub(plan))
    return kept[book.textbook.documents[0].html].decode()


def test_of_a_choice_only_what_can_be_shown_is_read() -> None:
    choice = (
        '<epub:switch><epub:case required-namespace="http://www.w3.org/1998/Math/MathML">'
        f"<math {MATH}><mi>x</mi></math></epub:case><epub:default><p>ex</p></epub:default></epub:switch>"
        '<epub:switch><epub:case required-namespace="urn:cml"><cml/>no</epub:case>'
        "<epub:default><p>water</p></epub:default></epub:switch>"
    )
    html = shown(one(choice))

    assert "<mi>x</mi>" in html
    assert "<p" in html
    assert "water" in html
    assert "ex<" not in html
    assert "no" not in html


def test_text_inside_a_drawing_is_kept_beside_it() -> None:
    drawing = (
        f'<svg {SVG} viewBox="0 0 9 9"><g><foreignObject>'
        '<p xmlns="http://www.w3.org/1999/xhtml" id="q">inside</p></foreignObject></g></svg>after'
    )
    book, kept = read_with_objects(build_epub(one(drawing)))

    assert "inside" in [passage.text for passage in book.textbook.documents[0].passages]
    assert (
        '</svg><div><div><p id="b-q">inside</p></div></div>after'
        in kept[book.textbook.documents[0].html].decode()
    )


def test_of_several_renditions_the_first_is_read() -> None:
    files = {
        "META-INF/container.xml": "<container><rootfiles>"
        '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
        '<rootfile full-path="other.opf" media-type="application/oebps-package+xml"/>'
        "</rootfiles></container>",
        "other.opf": "<package/>",
    }
    book, _ = read_with_objects(build_epub(extra=files))

    assert book.package.path == "EPUB/package.opf"
    assert "other.opf" in book.manifest


def test_obfuscated_fonts_are_taken() -> None:
    encryption = (
        '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod '
        'Algorithm="http://www.idpf.org/2008/embedding"/><enc:CipherData>'
        '<enc:CipherReference URI="EPUB/a.otf"/></enc:CipherData></enc:EncryptedData></encryption>'
    )
    plan = replace(BookPlan(), resources={"a.otf": Resource(content=b"font", media_type="font/otf")})

    book, _ = read_with_objects(build_epub(plan, extra={"META-INF/encryption.xml": encryption}))

    assert book.findings == ()


def test_fallbacks_that_go_round_are_findings() -> None:
    chapters = (
        Chapter(),
        Chapter(name="a.x", media_type="application/x-a", text="?", fallback=item_id("b.x")),
        Chapter(name="b.x", media_type="application/x-b", text="?", fallback=item_id("a.x")),
    )
    book, _ = read_with_objects(build_epub(BookPlan(chapters=chapters)))

    assert [document.path for document in book.textbook.documents] == ["EPUB/one.xhtml"]
    assert {finding.id for finding in book.findings} == {"OPF-043"}


def test_words_of_a_talking_book_are_kept() -> None:
    daisy = (
        '<dtbook xmlns="http://www.daisy.org/z3986/2005/dtbook/"><book><bodymatter><level1><h1>a</h1>'
        "<p>b</p><list><li>c</li></list><poem><linegroup><line>d</line></linegroup></poem></level1>"
        "</bodymatter></book></dtbook>"
    )
    chapter = Chapter(name="a.xml", media_type="application/x-dtbook+xml", text=daisy)
    book, _ = read_with_objects(build_epub(BookPlan(version="2.0", chapters=(chapter,))))

    assert [passage.text for passage in book.textbook.documents[0].passages] == ["a", "b", "c", "d"]


def test_a_link_to_nothing_keeps_its_words() -> None:
    html = shown(one('<p><a href="gone.xhtml">word</a></p>'))

    assert "<a>word</a>" in html


def test_clips_of_words_are_kept_beside_those_of_paragraphs() -> None:
    chapter = Chapter(
        body='<p id="p"><span id="w1">a</span> <span id="w2">b</span></p>',
        overlay="".join(par(f"one.xhtml#{each}", "a.mp3", "0s", "1s") for each in ("w1", "w2")),
    )
    book, kept = read_with_objects(build_epub(BookPlan(chapters=(chapter,), resources={"a.mp3": SOUND})))

    html = kept[book.textbook.documents[0].html].decode()
    assert [clip.paragraph for clip in book.textbook.clips] == ["b-w1", "b-w2"]
    assert all(f'id="{clip.paragraph}"' in html for clip in book.textbook.clips)


def test_long_contents_are_read_whole() -> None:
    entries = "".join(f'<li><a href="one.xhtml#p{n}">{n}</a></li>' for n in range(5_000))
    nav = xhtml(f'<nav epub:type="toc"><ol>{entries}</ol></nav>')

    assert len(read_with_objects(build_epub(BookPlan(nav=nav)))[0].textbook.navigation) == 5_000


def test_words_in_angle_brackets_are_kept_in_broken_documents() -> None:
    text = xhtml("<p>write to <list@example.org> or <br> so</p>")
    book, _ = read_with_objects(build_epub(BookPlan(chapters=(Chapter(text=text),))))

    assert book.textbook.documents[0].passages[0].text == "write to <list@example.org> or so"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1251"])
def test_documents_of_the_package_are_read_in_any_encoding(encoding: str) -> None:
    name = encoding.removesuffix("-sig").replace("cp", "windows-")
    plan = BookPlan(title="Книга", language="ru", chapters=(Chapter(title="Глава", body="<p>слово</p>"),))
    book, _ = read_with_objects(build_epub(plan))
    files = {path: build.replace("UTF-8", name).encode(encoding) for path, build in text_files(plan).items()}

    again, _ = read_with_objects(build_epub(plan, extra=files))

    assert replace(again.textbook, documents=()) == replace(book.textbook, documents=())
    assert again.textbook.documents[0].passages == book.textbook.documents[0].passages


def text_files(plan: BookPlan) -> dict[str, str]:
    return {path: str(content) for path, content in package(plan).items() if path.startswith("EPUB/")}
