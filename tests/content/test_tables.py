import pytest

from content.tables import library_tables
from variants.chemistry.substances import read_substance
from variants.problems import DocumentRefused
from variants.templates.reading.table_reading import read_tables
from variants.templates.values import NumberValue, SubstanceValue


def test_library_tables_are_found_by_name() -> None:
    density = library_tables()["liquids"].rows["water"]["density"]

    assert isinstance(density, NumberValue)
    assert (density.si, density.unit) == (1000, "kg/m^3")


def test_every_table_names_its_source() -> None:
    assert all(table.source for table in library_tables().values())


def test_ions_of_acids_and_bases_make_neutral_substances() -> None:
    tables = library_tables()
    rows = [*tables["acids"].rows.values(), *tables["bases"].rows.values()]

    for row in rows:
        formula = row["formula"]
        assert isinstance(formula, SubstanceValue)
        assert formula.substance.charge == 0


def test_a_cell_of_the_wrong_kind_is_located() -> None:
    text = "data: {t: {source: s, columns: {d: kg/m^3}, rows: {copper: {d: 8.9 g}}}}"

    with pytest.raises(DocumentRefused, match=r"`8\.9 g` is not a number"):
        read_tables(text, "t")


def test_numbers_keep_the_digits_of_the_table() -> None:
    potential = library_tables()["metals"].rows["silver"]["potential"]

    assert isinstance(potential, NumberValue)
    assert potential.decimals == 2
    assert read_substance("Ag^+").charge == 1
