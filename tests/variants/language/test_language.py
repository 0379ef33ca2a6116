"""The documents that settled the task language, four for each section, are certified as they stand."""

from pathlib import Path

import pytest

from content.tables import library_tables
from variants.certificates import certify
from variants.templates.reading.task_reading import read_task

FILES = sorted(Path(__file__).parent.rglob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_document_of_the_language_is_certified(file: Path) -> None:
    task = read_task(file.read_text(encoding="utf-8"), document=file.name, tables=library_tables())

    certificate = certify(task)

    assert certificate.members >= 60
    assert certificate.statements >= 2
    assert certificate.changes > 0


def test_every_section_has_its_documents() -> None:
    assert [len(list(folder.iterdir())) for folder in sorted({file.parent for file in FILES})] == [4] * 6
