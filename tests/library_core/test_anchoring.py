"""A quotation is found again wherever its words went, and nowhere where that would be a guess."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from library_core.reading.anchoring import Anchor, ReadParagraph, anchor_at, find_standing

WORDS = st.lists(
    st.sampled_from(["сила", "тело", "масса", "путь", "F=ma", "the", "force", "of", "a", "body"]), min_size=3
)
TEXTS = WORDS.map(" ".join)


def read(paragraph: str, text: str, document: str = "one.xhtml") -> ReadParagraph:
    return ReadParagraph(document=document, paragraph=paragraph, text=text)


@st.composite
def quoted(draw: st.DrawFn) -> tuple[ReadParagraph, Anchor]:
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 2))
    end = draw(st.integers(start + 1, len(text)))
    return read("p1", text), anchor_at(read("p1", text), start, end)


@given(quoted(), st.lists(TEXTS, max_size=5))
@settings(max_examples=150)
def test_in_the_same_edition_a_quotation_stands_where_it_was(
    one: tuple[ReadParagraph, Anchor], others: list[str]
) -> None:
    paragraph, anchor = one
    paragraphs = [read(f"q{number}", text) for number, text in enumerate(others)]

    found = find_standing(anchor, [*paragraphs, paragraph])

    assert found is not None
    assert (found.paragraph, found.start, found.how) == ("p1", anchor.start, "same")


@given(quoted(), TEXTS)
@settings(max_examples=150)
def test_words_put_before_move_a_quotation_with_its_paragraph(
    one: tuple[ReadParagraph, Anchor], put: str
) -> None:
    paragraph, anchor = one

    found = find_standing(anchor, [read("p1", f"{put} {paragraph.text}")])

    assert found is not None
    text = f"{put} {paragraph.text}"
    assert text[found.start : found.start + len(anchor.quotation)] == anchor.quotation


@given(quoted(), st.lists(TEXTS, max_size=4))
@settings(max_examples=150)
def test_a_paragraph_with_another_id_is_known_by_its_words(
    one: tuple[ReadParagraph, Anchor], others: list[str]
) -> None:
    paragraph, anchor = one
    assume(all(anchor.quotation not in text for text in others))
    renamed = read("new", paragraph.text, "two.xhtml")

    found = find_standing(anchor, [*(read(f"q{n}", text) for n, text in enumerate(others)), renamed])

    assume(paragraph.text.count(anchor.quotation) == 1)
    assert found is not None
    assert (found.document, found.paragraph, found.start) == ("two.xhtml", "new", anchor.start)


@given(quoted(), st.lists(TEXTS, max_size=5))
@settings(max_examples=150)
def test_what_is_found_is_always_the_words_that_were_quoted(
    one: tuple[ReadParagraph, Anchor], others: list[str]
) -> None:
    _, anchor = one
    paragraphs = [read(f"q{number}", text) for number, text in enumerate(others)]

    found = find_standing(anchor, paragraphs)

    texts = {each.paragraph: each.text for each in paragraphs}
    assert found is None or texts[found.paragraph].startswith(anchor.quotation, found.start)


def test_words_that_are_gone_have_lost_their_place() -> None:
    anchor = anchor_at(read("p1", "The force is proportional."), 4, 9)

    assert find_standing(anchor, [read("p1", "Nothing of this."), read("p2", "Neither here.")]) is None


def test_the_surroundings_tell_two_places_with_the_same_words_apart() -> None:
    anchor = anchor_at(read("p1", "near the body of mass m"), 9, 13)
    places = [read("a", "far from any body at rest"), read("b", "so near the body of mass m")]

    found = find_standing(anchor, places)

    assert found is not None
    assert (found.paragraph, found.start) == ("b", 12)


def test_places_that_are_alike_are_no_place() -> None:
    anchor = Anchor(document="one.xhtml", paragraph="gone", quotation="body")

    assert find_standing(anchor, [read("a", "one body"), read("b", "one body")]) is None


def test_a_bookmark_stays_with_its_paragraph_or_is_lost() -> None:
    bookmark = Anchor(document="one.xhtml", paragraph="p1")

    kept = find_standing(bookmark, [read("p1", "whatever it says now")])

    assert kept is not None
    assert find_standing(bookmark, [read("p1", "the same id elsewhere", "two.xhtml")]) is None
