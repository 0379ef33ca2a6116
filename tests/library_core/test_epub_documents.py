"""Documents become safe HTML and passages: nothing that is read is lost, nothing that acts is left."""

import pytest
from epub_builders import XHTML11, xhtml

from library_core.formats.epub.cleaning import Surroundings
from library_core.formats.epub.content_documents import ReadDocument, read_content_document

PATH = "EPUB/one.xhtml"
AROUND = Surroundings(
    resources=frozenset({"EPUB/a b.png", "EPUB/a.png", "EPUB/s.mp3", PATH, "EPUB/two.xhtml", "EPUB/m.glb"}),
    documents=frozenset({PATH, "EPUB/two.xhtml"}),
)


def read(body: str) -> ReadDocument:
    return read_content_document(xhtml(body).encode(), PATH, AROUND, "en")


def texts(body: str) -> list[tuple[str, str]]:
    return [(passage.kind, passage.text) for passage in read(body).passages]


def test_an_empty_anchor_swallows_nothing() -> None:
    assert '<a id="b-x"></a>Text</p>' in read('<p><a id="x"/>Text</p>').html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java&#10;script:alert(1)">x</a>',
        '<a href="data:text/html,alert(1)">x</a>',
        '<iframe src="one.xhtml">alert(1)</iframe>',
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:alert(1)"><text/></a></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><animate onbegin="alert(1)"/><set to="alert(1)"/></svg>',
        '<math xmlns="http://www.w3.org/1998/Math/MathML" href="javascript:alert(1)"><mi>x</mi></math>',
        '<form action="alert(1)"><button formaction="alert(1)">x</button></form>',
        '<p style="background:url(alert(1))">x</p>',
        "<style>@import 'alert(1)'</style>",
        '<object data="alert(1).swf" type="application/x-shockwave-flash">x</object>',
        '<img src="http://host/alert(1)"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="http://h/alert(1)"/></svg>',
        "<svg xmlns='http://www.w3.org/2000/svg'><rect fill='url(http://h/alert(1))'/></svg>",
        '<base href="http://alert(1)/"/><meta http-equiv="refresh" content="0;alert(1)"/>',
    ],
)
def test_nothing_that_acts_is_left(hostile: str) -> None:
    assert "alert(1)" not in read(hostile).html


def test_ids_never_meet_those_of_the_page() -> None:
    html = read('<p id="body" name="cookie">x</p><a name="forms">y</a><td headers="body"/>').html

    assert ' id="body"' not in html
    assert "name=" not in html
    assert '<a id="b-forms">' in html


def test_classes_never_meet_those_of_the_page() -> None:
    html = read('<p class="note hidden-text">x</p><p class="">y</p>').html

    assert 'class="b-note b-hidden-text"' in html


@pytest.mark.parametrize(
    "said", ['role="dialog"', 'role="none ALERT"', 'aria-live="assertive"', 'aria-modal="true"']
)
def test_nothing_in_a_book_speaks_for_the_page(said: str) -> None:
    html = read(f'<div {said}>Enter your password</div><div role="doc-tip">x</div>').html

    assert said not in html
    assert 'role="doc-tip"' in html


def test_addresses_lead_to_objects_and_documents() -> None:
    html = read(
        '<img src="a%20b.png"/><a href="two.xhtml#x">2</a><a href="#y">here</a><audio src="s.mp3"/>'
        '<a href="https://example.org/">web</a><div data-model="m.glb"/>'
    ).html

    for expected in ("object:EPUB/a b.png", "document:EPUB/two.xhtml#b-x", "document:EPUB/one.xhtml#b-y"):
        assert f'"{expected}"' in html
    assert 'src="object:EPUB/s.mp3" controls' in html
    assert 'href="https://example.org/" rel="noopener noreferrer external"' in html
    assert 'data-model="object:EPUB/m.glb"' in html


def test_remote_addresses_are_listed() -> None:
    findings = read('<img src="http://host/x.png"/>\n<img src="none.png"/>').findings

    assert [(finding.id, finding.line) for finding in findings] == [("RSC-006", 6), ("RSC-007", 7)]


def test_rich_content_is_kept() -> None:
    html = read(
        '<ruby>漢<rt>kan</rt></ruby><table><tr><th scope="col" colspan="2">a</th></tr></table>'
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math>'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><linearGradient id="g"/>'
        '<path fill="url(#g)" d="M0"/></svg>'
        '<aside epub:type="footnote" id="n"><p>n</p></aside><p lang="ru" dir="rtl">ж</p>'
        '<section data-notebook="library/incline"><p>do</p></section>'
    ).html

    for kept in ("<rt>", 'colspan="2"', "<msup>", 'viewBox="0 0 1 1"', "url(#b-g)", "linearGradient"):
        assert kept in html
    for kept in ('data-type="footnote"', 'dir="rtl"', 'data-notebook="library/incline"', 'lang="ru"'):
        assert kept in html


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2>Head</h2><p>Text</p>", [("heading", "Head"), ("paragraph", "Text")]),
        ("<ul><li>One<ul><li>Two</li></ul></li></ul>", [("item", "One"), ("item", "Two")]),
        ("<dl><dt>a</dt><dd>b</dd></dl>", [("item", "a"), ("item", "b")]),
        ("<table><caption>c</caption><tr><td>1</td></tr></table>", [("caption", "c"), ("cell", "1")]),
        ("<blockquote><p>q</p></blockquote>", [("paragraph", "q")]),
        ("<div>loose <p>inner</p> end</div>", [("paragraph", "loose end"), ("paragraph", "inner")]),
        ('<aside epub:type="footnote"><p>n</p></aside>', [("note", "n")]),
        ('<p>word<a epub:type="noteref" href="#n">1</a></p>', [("paragraph", "word")]),
        (
            '<aside epub:type="footnote"><p>n <a role="doc-backlink" href="#p">↩</a></p></aside>',
            [("note", "n")],
        ),
        ("<p><ruby>漢<rt>kan</rt></ruby></p>", [("paragraph", "漢")]),
        ('<p>see <img src="a.png" alt="a cat"/></p>', [("paragraph", "see [a cat]")]),
        ('<p><img src="a.png" alt="a cat"/></p>', []),
        ("<pre>a\n b</pre>", [("code", "a b")]),
        ("<p hidden=''>x</p>", []),
        ("<p>a<br/>b</p>", [("paragraph", "a b")]),
    ],
)
def test_passages_are_what_is_read_as_one(body: str, expected: list[tuple[str, str]]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ('<math alttext="F = ma"><mi>F</mi></math>', "F = ma"),
        (
            '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation>'
            "</semantics></math>",
            "x^2",
        ),
        ("<math><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>2</mn></mrow></mfrac></math>", "a/(b+2)"),
        ("<math><msqrt><mi>x</mi></msqrt><mo>=</mo><msub><mi>v</mi><mn>0</mn></msub></math>", "√x=v_0"),
    ],
)
def test_formulas_are_in_words(formula: str, words: str) -> None:
    written = formula.replace("<math", '<math xmlns="http://www.w3.org/1998/Math/MathML"')

    assert texts(f"<p>{written}</p>") == [("formula", words)]
    assert texts(f"<div><p>a</p>{written}</div>") == [("paragraph", "a"), ("formula", words)]


def test_ids_that_are_made_stay_when_text_around_changes() -> None:
    before = read("<p>a</p><p>b</p>").passages[1]
    after = read("<p>new</p><p>b</p>").passages[1]

    assert before.paragraph == after.paragraph
    assert len({passage.paragraph for passage in read("<p>b</p><p>b</p>").passages}) == 2


def test_languages_are_inherited() -> None:
    passages = read('<div lang="ru"><p>да</p><p xml:lang="fr">oui</p></div><p>yes</p>').passages

    assert [passage.language for passage in passages] == ["ru", "fr", "en"]


def test_prefixed_names_are_read_like_plain_ones() -> None:
    text = (
        '<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns:m="http://www.w3.org/1998/Math/MathML">'
        "<h:body><h:p>a <m:math><m:mi>x</m:mi></m:math></h:p></h:body></h:html>"
    )
    document = read_content_document(text.encode(), PATH, AROUND, "en")

    assert document.passages[0].text == "a x"
    assert "<math><mi>x</mi></math>" in document.html


def test_named_characters_of_old_books_are_known() -> None:
    text = f'{XHTML11}<html xmlns="http://www.w3.org/1999/xhtml"><body><p>a&nbsp;&mdash;&laquo;b&raquo;</p></body></html>'
    document = read_content_document(text.encode(), PATH, AROUND, "en")

    assert (document.passages[0].text, document.findings) == ("a —«b»", ())
