"""Read `plots`, `results` and `rubric`: what is made of the tables, and what each part is worth."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from labs.documents.asking import PARTS, DerivedColumn, Plot, Result, RubricPart, Table
from labs.reading.checking import NOTHING, measured_type
from labs.reading.numbers import read_share_of_one
from labs.reading.report.series import Series
from labs.reading.words import read_words
from variants.formulas.suggestions import with_suggestion
from variants.templates.asks import AskLine, QuantityAsk
from variants.templates.documents import Complaint, Node
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import (
    Fields,
    read_integer,
    read_word,
    read_yes_no,
)
from variants.templates.reading.names import read_names
from variants.texts import Text

WHOLE: Final = 100


def read_plots(node: Node, problems: Problems, tables: Mapping[str, Mapping[str, str]]) -> dict[str, Plot]:
    """Read plots of these tables, given by the units of their columns of numbers. Raises Complaint."""
    plots = {}
    for name, entry in read_names(node, problems):
        plot = problems.attempt(partial(_plot, name, entry, problems, tables))
        if plot is not None:
            plots[name] = plot
    return plots


def _plot(name: str, node: Node, problems: Problems, tables: Mapping[str, Mapping[str, str]]) -> Plot:
    fields = Fields(node, problems, ("table", "x", "y", "line", "title", "tolerance"))
    table = fields.need("table", read_word(*tables), "")
    column = read_word(*tables.get(table, ()))
    return Plot(
        name=name,
        title=fields.need("title", read_words(problems), Text()),
        table=table,
        x=fields.need("x", column, "") if table else "",
        y=fields.need("y", column, "") if table else "",
        line=fields.get("line", read_yes_no, default=False),
        tolerance=fields.get("tolerance", read_share_of_one, 0.05),
    )


def read_results(node: Node, asks: Mapping[str, AskLine], series: Series) -> dict[str, Result]:
    """Read how every asked quantity follows from columns. Raises Complaint."""
    quantities = {name: ask.form for name, ask in asks.items() if isinstance(ask.form, QuantityAsk)}
    asked = {name: measured_type(form.unit) for name, form in quantities.items() if name not in series.homes}
    results = {}
    for name, entry in read_names(node, series.problems):
        if name not in quantities:
            message = Text(en=f"no quantity `{name}` is asked", ru=f"величина `{name}` не спрашивается")
            series.problems.add(entry, with_suggestion(message, name, quantities))
            continue
        others = {other: found for other, found in asked.items() if other != name}
        from_others = replace(series, checker=series.checker.with_names(others))
        readers = (series, from_others)
        result = series.problems.attempt(partial(_result, name, entry, quantities[name].unit, readers))
        if result is not None:
            results[name] = result
    for name in quantities:
        if name not in results:
            series.problems.add(
                node,
                Text(
                    en=f"say how `{name}` follows from the student's own columns",
                    ru=f"укажите, как `{name}` следует из столбцов самого ученика",
                ),
            )
    return results


def _result(name: str, node: Node, unit: str, readers: tuple[Series, Series]) -> Result:
    """Read a result; the first reader sees columns alone, the second one the other results as well."""
    from_columns, from_others = readers
    fields = Fields(node, from_columns.problems, ("own", "from", "uncertainty"))
    return Result(
        ask=name,
        own=fields.need("own", partial(from_columns.number, unit=unit), NOTHING),
        carried=fields.maybe("from", partial(from_others.number, unit=unit)),
        uncertainty=fields.get("uncertainty", read_yes_no, default=False),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All that a student hands in."""

    tables: Mapping[str, Table]
    plots: Mapping[str, Plot]
    results: Mapping[str, Result]
    asks: Mapping[str, AskLine]

    @property
    def earning(self) -> dict[RubricPart, bool]:
        """For each part of the rubric, whether there is something that it can be earned with."""
        columns = [column for table in self.tables.values() for column in table.columns.values()]
        return {
            "provenance": bool(self.tables),
            "design": bool(self.tables),
            "processing": any(isinstance(column, DerivedColumn) for column in columns),
            "plot": bool(self.plots),
            "result": bool(self.results),
            "uncertainty": any(result.uncertainty for result in self.results.values()),
            "conclusion": any(not isinstance(ask.form, QuantityAsk) for ask in self.asks.values()),
        }


def read_rubric(node: Node, asked: Asked, problems: Problems) -> dict[RubricPart, int]:
    """Read the points of each part that is asked; together they make 100. Raises Complaint."""
    fields = Fields(node, problems, PARTS)
    rubric = {part: fields.get(part, read_integer(0, WHOLE), 0) for part in PARTS}
    total = sum(rubric.values())
    if total != WHOLE:
        raise Complaint(
            node,
            Text(
                en=f"the parts add up to {total}, not to {WHOLE}",
                ru=f"в сумме получается {total}, а не {WHOLE}",
            ),
        )
    for part, there in asked.earning.items():
        _check_part(part, rubric[part], fields, there=there)
    return {part: points for part, points in rubric.items() if points}


def _check_part(part: RubricPart, points: int, fields: Fields, *, there: bool) -> None:
    """Complain about points that can't be earned, and about work that earns none."""
    place = fields.record.keys.get(part, fields.record)
    if points and not there:
        fields.problems.add(
            place,
            Text(
                en=f"nothing in this lab can earn the points for `{part}`",
                ru=f"в этой работе не за что получить баллы `{part}`",
            ),
        )
    if there and not points:
        fields.problems.add(place, Text(en=f"`{part}` earns no points", ru=f"за `{part}` не даётся баллов"))
