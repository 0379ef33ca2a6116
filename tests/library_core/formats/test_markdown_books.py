"""Textbooks in Markdown: read to publications, with every mistake located."""

import pytest
from markdown_books import FORCES, HEAD, MOTION, book_files

from library_core.formats.textbook_markdown.building import publication_of, read_book
from library_core.formats.textbook_markdown.paragraphs import find_paragraphs
from variants.problems import DocumentRefused


def problems_of(**changed: str) -> list[tuple[str, int, str]]:
    with pytest.raises(DocumentRefused) as refused:
        read_book(book_files(**changed))
    assert all(problem.message.ru for problem in refused.value.problems)
    return [(each.document, each.line, each.message.in_language("en")) for each in refused.value.problems]


def ids_of(motion: str) -> list[str]:
    chapter = read_book(book_files(motion=motion)).chapters[1]
    return [identifier for identifier, _ in chapter.paragraphs]


def body_of(motion: str) -> str:
    files = book_files(motion=motion)
    return publication_of(read_book(files), files).documents[1].body


def test_the_head_says_what_the_book_is() -> None:
    book = read_book(book_files()).file

    assert (book.id, book.language, book.sections) == ("physics-9", "ru", ("mechanics", "optics"))
    assert book.grades == (9, 10)
    assert book.metadata.authors == ("Первый Автор", "Второй Автор")
    assert book.metadata.description.ru == "Краткий учебник о движении."


def test_every_paragraph_has_an_id_and_its_words() -> None:
    chapter = read_book(book_files()).chapters[1]

    words = dict(chapter.paragraphs)
    assert words["para"] == "Текст F = ma и ещё. См. закон и главу 2."
    assert words["fig-1"] == "Рис. 1. Брусок массой m."
    assert "Таблица 1. Скорости и пути." in words.values()
    assert len(words) == len(chapter.paragraphs) == len(list(find_paragraphs(chapter.body)))


def test_ids_stay_when_something_is_written_before_them() -> None:
    before = ids_of(MOTION)

    after = ids_of(MOTION.replace("Текст $F", "Новый абзац.\n\nТекст $F"))

    assert [each for each in after if each in before] == before


def test_a_changed_paragraph_is_another_one_unless_it_is_named() -> None:
    before = ids_of(MOTION)

    after = ids_of(MOTION.replace("пункт один", "пункт первый").replace("и ещё", "и снова"))

    assert len(set(before) - set(after)) == 1
    assert "para" in after


def test_the_number_of_a_note_is_no_word_of_a_paragraph() -> None:
    named = "# А\n\nТекст[^2].\n\n[^2]: Сноска.\n"

    assert set(ids_of(named)) == set(ids_of("# А\n\nТекст.\n\nСноска.\n"))


def test_a_paragraph_that_begins_with_an_image_is_a_figure_with_its_caption() -> None:
    body = body_of(MOTION)

    assert (
        '<figure><img src="../figures/block.svg" alt="Брусок на плоскости"/><figcaption id="fig-1">' in body
    )


def test_the_paragraph_after_a_table_that_begins_with_a_colon_is_its_caption() -> None:
    body = body_of(MOTION)

    assert ">Таблица 1. Скорости и пути.</caption>" in body
    assert '<td class="right"' in body


def test_a_notebook_leaves_its_place_and_is_used() -> None:
    chapter = read_book(book_files()).chapters[1]

    assert [(use.name, use.kind, use.line) for use in chapter.uses] == [("library/incline", "notebook", 30)]
    assert 'data-notebook="library/incline"' in body_of(MOTION)


def test_formulas_are_mathml_with_their_readable_form() -> None:
    body = body_of(MOTION)

    assert '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="F = ma"' in body


def test_html_stays_the_text_that_was_typed() -> None:
    body = body_of("# А\n\n<script>alert(1)</script> <b onclick='x'>б</b>\n")

    assert "<script" not in body
    assert "&lt;script&gt;" in body


def test_pages_of_the_printed_edition_are_listed() -> None:
    files = book_files()

    pages = publication_of(read_book(files), files).pages

    assert [(page.title, page.document, page.fragment) for page in pages] == [
        ("5", "text/01-motion.xhtml", "page-5")
    ]


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        ("# А\n\n$\\frac{1}$ and $\\foo$", 3, "not known"),
        ("# А\n\nодин\nдва $\\foo$", 4, "not known"),
        ("# А\n\n$$\nx }\n$$", 3, "closes nothing"),
        ("текст", 1, "begins with its title"),
        ("# А\n\n### Б", 3, "a level is left out"),
        ("# А\n\n# Б", 3, "one title"),
        ("# А\n\n![x](../figures/none.png)", 3, "no file `figures/none.png`"),
        ("# А\n\n![](../figures/block.svg)", 3, "no words for those who can't see"),
        ("# А\n\n![x](../../etc/passwd)", 3, "no file"),
        ("# А\n\n[б](03-none.md)", 3, "leads nowhere"),
        ("# А\n\n[б](#none)", 3, "leads nowhere"),
        ("# А\n\n::: law\nтекст", 3, "not closed"),
        ("# А\n\n:::", 3, "closes nothing"),
        ("# А\n\n::: theorem\n:::", 3, "no block"),
        ("# А\n\n::: law {colour=red}\n:::", 3, "not understood"),
        ("# А\n\n::: notebook\n:::", 3, "name the notebook"),
        ("# А\n\nб {#Б}", 3, "no id"),
        ("# А\n\nб {#x}\n\nв {#x}", 5, "in line 3 already"),
        ("# А\n\nб\x08", 3, "invisible character"),
    ],
)
def test_a_mistake_in_a_chapter_is_said_with_its_line(written: str, line: int, said: str) -> None:
    found = problems_of(motion=written, forces="# Б {#second}\n")

    assert any(
        document == "chapters/01-motion.md" and at == line and said in message
        for document, at, message in found
    ), found


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("id: physics-9", "id: Физика", 2, "no name"),
        ("issued: 2026-09-01", "issued: sometime", 13, "not a day"),
        ("subject: physics", "subject: magic", 6, "not one of"),
        ("licence: CC-BY-SA-4.0\n", "", 2, "`licence` is missing"),
        ("cover: figures/block.svg", "cover: figures/none.svg", 1, "no file"),
        ("publisher: Tetrad", "publisher: !!python/name:os.system x", 10, "tags"),
    ],
)
def test_a_mistake_in_the_head_is_said_with_its_line(old: str, new: str, line: int, said: str) -> None:
    found = problems_of(head=HEAD.replace(old, new))

    assert any(each[:2] == ("book.md", line) and said in each[2] for each in found), found


def test_an_svg_that_runs_or_fetches_is_refused() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="https://elsewhere/x.png"/></svg>'

    with pytest.raises(DocumentRefused) as refused:
        read_book({**book_files(forces=FORCES), "figures/block.svg": svg})

    assert "addresses elsewhere" in str(refused.value)
