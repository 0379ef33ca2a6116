"""What docs/writing-labs.md and its Russian twin say of lab documents is what their reader knows."""

import re
from dataclasses import dataclass
from typing import Final, get_args

import pytest
from marked_documents import ROOT, code_blocks, document, section, table_rows, ticked

from content.tables import library_tables
from labs.documents.instruments import Look
from labs.documents.scenes import BindingKind
from labs.reading.bounds import MOST
from labs.reading.lab_reading import FILES, read_lab
from labs.reading.names import OWN_WORDS
from labs.reading.task_parts import LAB_FIELDS
from variants.problems import DocumentRefused
from variants.templates.documents import Record, read_document
from variants.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One language of the guide: its text, and how its sections are called."""

    language: Language
    text: str
    fields: str
    folder: str
    mistakes: str


GUIDES: Final = (
    Guide(
        language="en",
        text=document("writing-labs.md"),
        fields="## The fields of lab.yaml",
        folder="## The folder",
        mistakes="## Common mistakes",
    ),
    Guide(
        language="ru",
        text=document("writing-labs.ru.md"),
        fields="## Поля lab.yaml",
        folder="## Папка",
        mistakes="## Частые ошибки",
    ),
)
IN_BOTH: Final = pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.language)
BLOCKS: Final = [block for guide in GUIDES for block in code_blocks(guide.text, "yaml")]
SHIPPED: Final = {
    path.name: path.read_bytes() for path in (ROOT / "content" / "labs" / "friction-on-an-incline").iterdir()
}


@IN_BOTH
def test_every_field_is_described_and_no_other(guide: Guide) -> None:
    described = [
        word
        for row in table_rows(section(guide.text, guide.fields).split("### ")[0])
        for word in ticked(row[0])
    ]

    assert sorted(described) == sorted(LAB_FIELDS)


@IN_BOTH
def test_every_file_of_the_folder_is_named_and_no_other(guide: Guide) -> None:
    named = [word for row in table_rows(section(guide.text, guide.folder)) for word in ticked(row[0])]

    assert sorted(named) == sorted(FILES)


@IN_BOTH
def test_all_movements_looks_and_reserved_words_are_named(guide: Guide) -> None:
    words = set(re.findall(r"`(\w+)`", guide.text))

    assert {*get_args(BindingKind), *get_args(Look), *OWN_WORDS} <= words


def test_both_languages_have_the_same_examples_but_for_remarks() -> None:
    english, russian = (
        [
            re.sub(r" +#\s.*", "", block)
            for kind in ("yaml", "console", "markdown")
            for block in code_blocks(guide.text, kind)
        ]
        for guide in GUIDES
    )

    assert english == russian


def test_both_languages_have_the_same_sections_and_tables() -> None:
    english, russian = (
        [
            (part.split(" ")[0], len(list(table_rows(part))))
            for part in re.split(r"^(?=##+ )", guide.text, flags=re.M)
        ]
        for guide in GUIDES
    )

    assert english[1:] == russian[1:]


@IN_BOTH
def test_a_mistake_is_explained_in_the_words_of_its_message(guide: Guide) -> None:
    first_words = {
        "en": ("there is no field `lable`", "`alpha` has a meaning already"),
        "ru": ("поля `lable` здесь нет", "имя `alpha` уже занято"),
    }
    explained = section(guide.text, guide.mistakes)

    assert all(words in explained for words in first_words[guide.language])


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_is_a_readable_document_of_known_fields(block: str) -> None:
    written = (
        block.replace("{…}", "{en: x, ru: х}")
        .replace(", …", "")
        .replace("en: …", "en: x")
        .replace("ru: …", "ru: х")
    )

    node = read_document(written, "example")

    assert isinstance(node, Record)
    assert set(node.entries) <= set(LAB_FIELDS)
    assert set(node.entries) - set(MOST) <= {"process", "rubric", "scene", "certify"}


MISTAKES: Final = (
    ('label: {en: "α"', 'lable: {en: "α"', "there is no field `lable` here; did you mean `label`?"),
    ("      angle: {setting", "      alpha: {setting", "`alpha` has a meaning already"),
    ("formula: acc/cos(angle)", "formula: mu*acc/cos(angle)", "`mu` is not a parameter"),
    ("The free-fall acceleration is g = {{g}}", "It is {{mu}}", "`mu` tells a hidden constant"),
    ("good: 7, most: 12", "good: 8, most: 12", "the protocol fills 7 rows of `slides_down`, not 8 to 12"),
    ("conclusion: 5}", "conclusion: 0}", "the parts add up to 95, not to 100"),
    ("part: block,", "part: blok,", "the drawing has no part `blok`"),
    ('x: "250*(s in m)"', 'x: "250*s"', "a pure number is expected"),
)
RUSSIAN: Final = (
    "поля `lable` здесь нет; может быть, `label`?",
    "имя `alpha` уже занято",
    "`mu` — неизвестное имя",
    "`mu` выдаёт скрытую величину",
    "протокол заполняет в `slides_down` 7 строк, а нужно от 8 до 12",
    "в сумме получается 95, а не 100",
    "на рисунке нет части `blok`",
    "а нужно число без единицы",
)


@pytest.mark.parametrize(("mistake", "russian"), [*zip(MISTAKES, RUSSIAN, strict=True)])
def test_messages_are_those_that_the_documents_explain(mistake: tuple[str, str, str], russian: str) -> None:
    old, new, said = mistake
    text = SHIPPED["lab.yaml"].decode().replace(old, new, 1)

    with pytest.raises(DocumentRefused) as refused:
        read_lab({**SHIPPED, "lab.yaml": text.encode()}, tables=library_tables())

    assert said in str(refused.value)
    assert any(russian in problem.in_language("ru") for problem in refused.value.problems)
