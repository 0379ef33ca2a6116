"""What docs/writing-labs.md says of lab documents is what their reader knows."""

import re
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

GUIDE: Final = document("writing-labs.md")
BLOCKS: Final = code_blocks(GUIDE, "yaml")
SHIPPED: Final = {
    path.name: path.read_bytes() for path in (ROOT / "content" / "labs" / "friction-on-an-incline").iterdir()
}


def test_every_field_is_described_and_no_other() -> None:
    described = [
        word
        for row in table_rows(section(GUIDE, "## The fields of lab.yaml").split("### ")[0])
        for word in ticked(row[0])
    ]

    assert sorted(described) == sorted(LAB_FIELDS)


def test_every_file_of_the_folder_is_named_and_no_other() -> None:
    named = [word for row in table_rows(section(GUIDE, "## The folder")) for word in ticked(row[0])]

    assert sorted(named) == sorted(FILES)


def test_all_movements_looks_and_reserved_words_are_named() -> None:
    words = set(re.findall(r"`(\w+)`", GUIDE))

    assert {*get_args(BindingKind), *get_args(Look), *OWN_WORDS} <= words


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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("label: {en: \"α\"", "lable: {en: \"α\"", "there is no field `lable` here; did you mean `label`?"),
        ("      angle: {setting", "      alpha: {setting", "`alpha` has a meaning already"),
        ("formula: acc/cos(angle)", "formula: mu*acc/cos(angle)", "`mu` is not a parameter"),
        ("The free-fall acceleration is g = {{g}}", "It is {{mu}}", "`mu` tells a hidden constant"),
        ("good: 7, most: 12", "good: 8, most: 12", "the protocol fills 7 rows of `slides_down`, not 8 to 12"),
        ("conclusion: 5}", "conclusion: 0}", "the parts add up to 95, not to 100"),
        ("part: block,", "part: blok,", "the drawing has no part `blok`"),
        ("x: \"250*(s in m)\"", "x: \"250*s\"", "a pure number is expected"),
    ],
)  # fmt: skip
def test_messages_are_those_that_the_document_explains(old: str, new: str, said: str) -> None:
    text = SHIPPED["lab.yaml"].decode().replace(old, new, 1)

    with pytest.raises(DocumentRefused) as refused:
        read_lab({**SHIPPED, "lab.yaml": text.encode()}, tables=library_tables())

    assert said in str(refused.value)
