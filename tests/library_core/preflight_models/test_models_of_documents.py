"""What one document may hold: verdicts of EPUBCheck 5.3 on the same texts, seen and written down."""

import pytest

from library_core.preflight.models.checking import Kind, check_document
from library_core.preflight.models.messages import DOCUMENTS
from library_core.preflight.models.notation import grammar

PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    "<head><title>t</title></head><body>%s</body></html>"
)


def errors(kind: Kind, text: str, version: str = "3.0") -> set[str]:
    return {finding.id for finding in check_document(kind, text.encode(), "a", version)}


@pytest.mark.parametrize(
    "body",
    [
        "<p>text <em>and</em> <a href='b.xhtml'>link</a></p>",
        "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>",
        "<table><tfoot/><tbody/></table>".replace("<tfoot/><tbody/>", "<thead/><tbody/><tfoot/>"),
        "<section role='doc-chapter' epub:type='chapter' data-x='1'><h1>x</h1></section>",
        "<math xmlns='http://www.w3.org/1998/Math/MathML'><mfrac><mi>x</mi><mi>y</mi></mfrac></math>",
        "<svg xmlns='http://www.w3.org/2000/svg'><unknown-thing/><rect/></svg>",
        "<x-y foo='1'>own element</x-y>",
    ],
)
def test_valid_bodies_bring_no_finding(body: str) -> None:
    assert errors("xhtml", PAGE % body) == set()


@pytest.mark.parametrize(
    ("body", "identifier"),
    [
        ("<p><div/></p>", "RSC-005"),
        ("<p align='left'/>", "RSC-005"),
        ("<a href='b'><span><a href='c'>x</a></span></a>", "RSC-005"),
        ("<p id='a'/><p id='a'/>", "RSC-005"),
        ("<img alt=''/>", "RSC-005"),
        ("<p style='color'/>", "CSS-008"),
        ("<p style='direction:rtl'/>", "CSS-001"),
        ("<p epub:type='foo:x'/>", "OPF-028"),
        ("<p>", "RSC-016"),
        ("&nbsp;", "RSC-016"),
    ],
)
def test_broken_bodies_are_named(body: str, identifier: str) -> None:
    assert errors("xhtml", PAGE % body) == {identifier}


@pytest.mark.parametrize(
    "sheet", ["a{color:red}", "@media print{a{x:y}}", "a{x:calc(1px + 2px)}", "<!-- -->"]
)
def test_style_sheets_that_can_be_read_bring_nothing(sheet: str) -> None:
    assert errors("css", sheet) == set()


@pytest.mark.parametrize("sheet", ["a{color}", "a{*zoom:1}", "a{x:y;;}", "a{", "// a", "a{}}"])
def test_style_sheets_that_cannot_be_read_are_named(sheet: str) -> None:
    assert errors("css", sheet) == {"CSS-008"}


def test_details_are_in_both_languages() -> None:
    finding = check_document("xhtml", (PAGE % "<p><ul/></p>").encode(), "a", "3.0")[0]

    assert finding.values["detail_en"] == "<ul> can't stand here in <p>."
    assert finding.values["detail_ru"] == "<ul> не может стоять в этом месте внутри <p>."


def test_every_message_can_be_told() -> None:
    assert all(meaning.message.ru and meaning.message.en for meaning in DOCUMENTS.values())


@pytest.mark.parametrize("name", ["xhtml5", "navigation", "svg3", "package3", "package2", "xhtml11", "ncx"])
def test_every_line_of_a_grammar_can_be_read(name: str) -> None:
    rules = grammar(name)

    assert all(rules.model(key).key == key for key in rules._lines.elements)
