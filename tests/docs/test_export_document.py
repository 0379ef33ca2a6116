"""The document of the export names every file and field that there is, with its type, and no other."""

import contextlib
from pathlib import Path

from marked_documents import document, section, table_rows, ticked

from api.backups.rows import tables_of
from api.bootstrap import open_application
from api.leaving.shapes import schema_of
from api.settings import Settings

GUIDE = document("export.md")


def test_every_field_is_described(tmp_path: Path) -> None:
    with contextlib.closing(open_application(Settings(data=tmp_path))) as application:
        schema = schema_of(application.database.read(tables_of))["$defs"]

    described = {
        name: {ticked(row[0])[0]: row[1] for row in table_rows(section(GUIDE, f"## {name}"))}
        for name in schema
    }

    assert described == {
        name: {field: " or ".join(found["type"]) for field, found in row["properties"].items()}
        for name, row in schema.items()
    }
    assert "None" not in GUIDE
