"""Read the `demands` of a table: on its columns and on tallies, or on the moment of each reading."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from labs.documents.asking import Column, Demand, ReadingColumn
from labs.reading.checking import NOTHING, Checker
from labs.reading.report.series import Series
from labs.reading.words import read_words
from variants.templates.documents import Node
from variants.templates.reading.fields import Fields, read_items, read_points, read_word
from variants.templates.value_types import Type
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Demanding:
    """What demands on one table can speak of: its columns as series with tallies, or a moment's settings."""

    series: Series
    moment: Checker
    readings: tuple[str, ...]


def demanding(
    series: Series, tallies: Mapping[str, Type], moment: Checker, columns: Mapping[str, Column]
) -> Demanding:
    """Return what the demands on a table of these columns can speak of."""
    return Demanding(
        series=replace(series, checker=series.checker.with_names(tallies)),
        moment=moment,
        readings=tuple(name for name, column in columns.items() if isinstance(column, ReadingColumn)),
    )


def read_demands(node: Node, about: Demanding) -> tuple[Demand, ...]:
    """Read the list of demands. Raises Complaint."""
    found = (about.series.problems.attempt(partial(_demand, item, about)) for item in read_items(node))
    return tuple(demand for demand in found if demand is not None)


def _demand(node: Node, about: Demanding) -> Demand:
    fields = Fields(node, about.series.problems, ("readings", "holds", "worth", "say"))
    truth = about.moment.truth if "readings" in fields else about.series.truth
    return Demand(
        readings=fields.get("readings", read_word(*about.readings), ""),
        holds=fields.need("holds", truth, NOTHING),
        worth=fields.get("worth", read_points, Fraction(1)),
        say=fields.need("say", read_words(about.series.problems), Text()),
    )
