"""Small statements: the same rows and counts on either database, whichever way they are asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from databases import DATABASES, lent_database
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    insert,
    select,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from library_core.adapters.database import Database
from library_core.adapters.small_statements import SmallStatement, Values

METADATA: Final = MetaData()
LETTERS: Final = Table(
    "letters",
    METADATA,
    Column("name", String(8), primary_key=True),
    Column("sent", BigInteger),
    Column("sealed", Boolean, nullable=False),
    Column("words", LargeBinary, nullable=False),
)
NAMED: Final = SmallStatement(select(LETTERS).where(LETTERS.c.name == bindparam("of")).limit(1))
LETTER: Final[Values] = {"name": "a", "sent": None, "sealed": True, "words": b"\0dear"}


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with lent_database(request, tmp_path) as database:
        METADATA.create_all(database.engine)
        yield database


def adding(database: Database) -> SmallStatement:
    into = sqlite.insert if database.backend == "sqlite" else postgresql.insert
    line = select(*(bindparam(column.name, type_=column.type) for column in LETTERS.c))
    inserted = into(LETTERS).from_select([column.name for column in LETTERS.c], line.where(true()))
    return SmallStatement(inserted.on_conflict_do_nothing().execution_options(preserve_rowcount=True))


def test_a_row_has_its_columns_as_attributes(database: Database) -> None:
    database.write(lambda connection: connection.execute(insert(LETTERS), [LETTER]))

    (found,) = database.ask(NAMED, {"of": "a"})

    assert (found.name, found.sent, bool(found.sealed), found.words) == ("a", None, True, b"\0dear")
    assert list(database.ask(NAMED, {"of": "b"})) == []


def test_each_question_sees_what_has_been_written_by_now(database: Database) -> None:
    before = list(database.ask(NAMED, {"of": "a"}))

    database.write(lambda connection: connection.execute(insert(LETTERS), [LETTER]))

    assert [before, len(database.ask(NAMED, {"of": "a"}))] == [[], 1]


def test_an_insertion_tells_how_many_rows_it_added(database: Database) -> None:
    add = adding(database)

    added = [database.write(lambda connection: add.run(connection, LETTER)) for _ in range(2)]

    assert added == [1, 0]
    assert len(database.ask(NAMED, {"of": "a"})) == 1


def test_what_was_inserted_goes_with_its_transaction(database: Database) -> None:
    add = adding(database)

    def spoil(connection: Connection) -> None:
        add.run(connection, LETTER)
        raise ValueError("spoiled")

    with pytest.raises(ValueError, match="spoiled"):
        database.write(spoil)
    assert list(database.ask(NAMED, {"of": "a"})) == []


def test_what_is_refused_is_told_as_everything_is_and_without_its_values(database: Database) -> None:
    secret: Values = {**LETTER, "words": None, "name": "unsaid"}
    METADATA.drop_all(database.engine)

    with pytest.raises(SQLAlchemyError) as told:
        database.ask(NAMED, {"of": "unsaid"})
    with pytest.raises(SQLAlchemyError) as refused:
        database.write(lambda connection: adding(database).run(connection, secret))

    assert "unsaid" not in f"{told.value} {refused.value}"
