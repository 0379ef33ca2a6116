"""Read the fields of a plot: two axes and the parts that earn points."""

from fractions import Fraction
from functools import partial

from variants.formulas.trees import Number
from variants.keys import Tolerance
from variants.templates.asks import AxisLine, CurvePart, DotsPart, LinePart, PlotAsk
from variants.templates.documents import Complaint, Node
from variants.templates.located import Formula
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import (
    Fields,
    read_formula_at,
    read_formulas,
    read_points,
    read_templates,
    read_text,
    read_tolerance,
    read_unit_text,
)
from variants.texts import Text

_DEFAULT_TOLERANCE = Tolerance(relative=Fraction(1, 20))
_NOTHING = Formula(text="0", tree=Number(value=0.0))


def read_plot(fields: Fields, name: str) -> PlotAsk:
    """Return the plot that these fields describe."""
    problems = fields.problems
    axes = fields.maybe("axes", partial(_axes, problems=problems))
    dots = fields.maybe("dots", partial(_dots, problems=problems))
    line = fields.maybe("line", partial(_line, problems=problems))
    curve = fields.maybe("curve", partial(_curve, problems=problems))
    if not any(part in fields for part in ("axes", "dots", "line", "curve")):
        problems.add(
            fields.record,
            Text(
                en="a plot asks for axes, dots, a line or a curve",
                ru="на графике нужны axes, dots, line или curve",
            ),
        )
    nothing = AxisLine(name="")
    return PlotAsk(
        x=fields.need("x", partial(_axis, problems=problems), nothing),
        y=fields.need("y", partial(_axis, problems=problems), nothing),
        axes=axes,
        dots=dots,
        line=line,
        curve=curve,
    )


def _axis(node: Node, problems: Problems) -> AxisLine:
    fields = Fields(node, problems, ("name", "unit", "from", "to", "label"))
    return AxisLine(
        name=fields.need("name", read_text, ""),
        unit=fields.get("unit", read_unit_text, ""),
        lowest=fields.maybe("from", read_formula_at),
        highest=fields.maybe("to", read_formula_at),
        label=fields.maybe("label", read_templates(problems)),
    )


def _axes(node: Node, problems: Problems) -> Fraction:
    return Fields(node, problems, ("points",)).get("points", read_points, Fraction(1))


def _dots(node: Node, problems: Problems) -> DotsPart:
    fields = Fields(node, problems, ("x", "y", "points"))
    return DotsPart(
        x=fields.need("x", read_formula_at, _NOTHING),
        y=fields.need("y", read_formula_at, _NOTHING),
        points=fields.get("points", read_points, Fraction(1)),
    )


def _line(node: Node, problems: Problems) -> LinePart:
    fields = Fields(node, problems, ("slope", "intercept", "tolerance", "points"))
    return LinePart(
        slope=fields.need("slope", read_formula_at, _NOTHING),
        intercept=fields.need("intercept", read_formula_at, _NOTHING),
        tolerance=fields.get("tolerance", read_tolerance, _DEFAULT_TOLERANCE),
        points=fields.get("points", read_points, Fraction(1)),
    )


def _curve(node: Node, problems: Problems) -> CurvePart:
    fields = Fields(node, problems, ("y", "along", "tolerance", "through", "points"))
    if "along" not in fields:
        raise Complaint(node, Text(en="`along` is missing", ru="не хватает поля `along`"))
    return CurvePart(
        y=fields.need("y", read_formula_at, _NOTHING),
        along=fields.need("along", read_text, ""),
        tolerance=fields.get("tolerance", read_tolerance, _DEFAULT_TOLERANCE),
        through=fields.get("through", read_formulas, ()),
        points=fields.get("points", read_points, Fraction(1)),
    )
