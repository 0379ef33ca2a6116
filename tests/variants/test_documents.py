import pytest

from variants.problems import DocumentRefused
from variants.templates.documents import DEEPEST, MOST_CHARACTERS, Leaf, Record, read_document


def refusal(text: str) -> str:
    with pytest.raises(DocumentRefused) as refused:
        read_document(text, "doc")
    return refused.value.problems[0].in_language("en")


def test_every_scalar_stays_as_typed() -> None:
    node = read_document("a: {oxide: NO, time: 12:30, mass: 2.00, power: 1e3, truth: no}", "doc")

    assert isinstance(node, Record)
    inner = node.entries["a"]
    assert isinstance(inner, Record)
    texts = [entry.text for entry in inner.entries.values() if isinstance(entry, Leaf)]
    assert texts == ["NO", "12:30", "2.00", "1e3", "no"]


def test_a_text_knows_where_its_first_character_stands() -> None:
    node = read_document('en: |\n  Hello\nru: "Привет"\n', "doc")

    assert isinstance(node, Record)
    places = [(leaf.text_line, leaf.text_column) for leaf in node.entries.values() if isinstance(leaf, Leaf)]
    assert places == [(2, 1), (3, 6)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "a: {en: Hello, world}",
            "line 1: the text of `en` ends at the comma before `world`; put it in quotes",
        ),
        ("a: {is: min(a, b), unit: m}", "the text of `is` ends at the comma before `b)`"),
        ("a: {en: ?, ru: x}", "`?` ends an unquoted text"),
        ("a: {en: x[1], ru: y}", "`[` begins a list"),
        ("a: 1\na: 2", "line 2: `a` is written twice; first in line 1"),
        ("a: &x 1", "anchors"),
        ("a: *x", "references"),
        ("a: !!python/name:os.system 1", "tags"),
        ("a: 1\n---\nb: 2", "line 2: a second document"),
        ("a:\n\tb: 1", "line 2: indent with spaces"),
        ("a: b: c", "a colon inside a text needs quotes"),
        ("a: %x", "`%` at the beginning"),
        ("", "the document is empty"),
        ("a: \x01", "may not contain"),
        ("a: {b: }", "`b` has no value"),
    ],
)
def test_what_surprises_authors_is_named_in_words(text: str, words: str) -> None:
    assert words in refusal(text)


def test_depth_and_length_are_bounded() -> None:
    assert "too deep" in refusal("[" * (DEEPEST + 1))
    assert "longer than" in refusal("x" * (MOST_CHARACTERS + 1))


def test_a_refusal_is_written_in_russian_too() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document("a: {ru: Привет, мир}", "doc")

    problem = refused.value.problems[0]
    assert problem.in_language("ru") == (
        "doc, строка 1: текст `ru` обрывается на запятой перед `мир`; возьмите его в кавычки"
    )
