"""The variants of a lab: an apparatus for each student, with all that is asked of a report on it.

Members of a pool differ in their hidden constants; in a variant these are marked hidden and never printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from html import escape
from types import MappingProxyType
from typing import Any

from labs.documents.asking import RubricPart
from labs.documents.lab import Lab
from variants.keys import LabKey
from variants.pools import Pool, build_pool
from variants.templates.assembly import assemble_all
from variants.texts import Text
from variants.variant import Ask, LabShape, Variant

_UNCERTAINTY = Text(en="Uncertainties of the results", ru="Погрешности результатов")


def lab_pool(lab: Lab, *, size: int = 2000) -> Pool:
    """Return at most `size` different apparatus of this lab, the same each time."""
    return build_pool(lab.apparatus, size=size)


def assemble_lab(
    lab: Lab, pool: Pool, members: Sequence[int], certificate: Mapping[str, Any] = MappingProxyType({})
) -> tuple[Variant, ...]:
    """Return the variants of these members of the pool: 100 points, shared out as the rubric says."""
    variants = assemble_all(pool.task, pool.members(members), certificate)
    return tuple(with_report(lab, variant) for variant in variants)


def with_report(lab: Lab, variant: Variant) -> Variant:
    """Return a variant of the apparatus as one of the lab: constants hidden, all parts of a report asked."""
    given = tuple(replace(one, hidden=one.hidden or one.name in lab.hidden) for one in variant.given)
    return replace(variant, given=given, asks=(*_weighed(lab, variant.asks), *_report_asks(lab)))


def _weighed(lab: Lab, asks: Sequence[Ask]) -> Iterator[Ask]:
    """Share out the points for results and for conclusions, in proportion to the author's points."""
    for ask in asks:
        part: RubricPart = "result" if ask.kind == "quantity" else "conclusion"
        alike = [other.points for other in asks if (other.kind == "quantity") == (ask.kind == "quantity")]
        whole = sum(alike, Fraction(0))
        share = ask.points / whole if whole else Fraction(1, len(alike))
        yield replace(ask, points=lab.rubric.get(part, 0) * share)


def _report_asks(lab: Lab) -> Iterator[Ask]:
    of_tables = sum(lab.rubric.get(part, 0) for part in ("provenance", "design", "processing"))
    for name, table in lab.tables.items():
        points = Fraction(of_tables, len(lab.tables))
        yield _part(f"table-{name}", LabKey(part="table", name=name), table.title, points)
    for name, plot in lab.plots.items():
        points = Fraction(lab.rubric.get("plot", 0), len(lab.plots))
        yield _part(f"plot-{name}", LabKey(part="plot", name=name), plot.title, points)
    if any(result.uncertainty for result in lab.results.values()):
        points = Fraction(lab.rubric.get("uncertainty", 0))
        yield _part("uncertainty", LabKey(part="uncertainty"), _UNCERTAINTY, points)


def _part(name: str, key: LabKey, title: Text, points: Fraction) -> Ask:
    label = title.map(lambda words: escape(words))
    return Ask(name=name, kind="lab", points=points, label=label, shape=LabShape(), key=key)
