"""Two invented variants that between them ask in every shape, for the tests of pages and widgets."""

from fractions import Fraction

from notebooks_engine.showing import ShownVariant, show_variant
from variants.checkers.verdicts import PartVerdict, Reading, Verdict
from variants.keys import (
    AxisKey,
    ChoiceKey,
    ExpressionKey,
    FormulaKey,
    Key,
    Kind,
    Pick,
    PlotKey,
    QuantityKey,
    ReactionKey,
    TableKey,
    TextKey,
)
from variants.prose.markdown import render_inline, render_markdown
from variants.texts import Text
from variants.variant import (
    Ask,
    AxisShape,
    ChoiceShape,
    ColumnShape,
    LineShape,
    Option,
    PlotShape,
    Shape,
    TableShape,
    Variant,
)


def both(en: str, ru: str) -> Text:
    return Text(en=en, ru=ru).map(render_inline)


def prose(en: str, ru: str) -> Text:
    return Text(en=en, ru=ru).map(render_markdown)


def ask(name: str, kind: Kind, label: Text, shape: Shape, key: Key) -> Ask:
    return Ask(name=name, kind=kind, points=Fraction(2), label=label, shape=shape, key=key)


def choice(pick: Pick, label: Text) -> Ask:
    options = (
        Option(name="steeper", text=both("the plane is steeper", "плоскость круче")),
        Option(name="heavier", text=both("the block is heavier: $2m$", "брусок тяжелее: $2m$")),
        Option(name="rougher", text=both("the surface is rougher", "поверхность шероховатее")),
    )
    items = (
        Option(name="faster", text=both("the block slides faster when", "брусок скользит быстрее, если")),
        Option(name="same", text=both("nothing changes when", "ничего не меняется, если")),
    )
    shape = ChoiceShape(pick=pick, options=options, items=items if pick == "matching" else ())
    return ask(pick, "choice", label, shape, ChoiceKey(pick=pick))


FIGURE = (
    '<svg viewBox="0 0 240 120" width="240" height="120" role="img" aria-label="A block on an inclined plane"'
    ' fill="none" stroke="currentColor" stroke-width="2"><path d="M10 110H230L10 20Z"/>'
    '<path d="M88 52l28-12 -10-22 -28 12Z" fill="currentColor" fill-opacity="0.12"/></svg>'
)

TYPED_VARIANT = Variant(
    task="library/incline",
    number=7,
    title=Text(en="Down the incline", ru="Вниз по наклонной"),
    given=(),
    statement=prose(
        "A block of mass 2.5 kg slides down a plane inclined at 32°; the coefficient of friction is 0.15.\n\n"
        "Find its acceleration. By Newton's second law\n\n$$ma = mg\\sin\\alpha - \\mu N$$",
        "Брусок массой 2,5 кг соскальзывает с плоскости, наклонённой под углом 32°; коэффициент трения "
        "0,15.\n\nНайдите его ускорение. По второму закону Ньютона\n\n$$ma = mg\\sin\\alpha - \\mu N$$",
    ),
    figure=Text(en=FIGURE, ru=FIGURE),
    asks=(
        ask(
            "a",
            "quantity",
            both("Acceleration $a$", "Ускорение $a$"),
            LineShape(unit=Text(en="m/s²", ru="м/с²"), figures=3),
            QuantityKey(value=3.95, unit="m/s^2"),
        ),
        ask(
            "law",
            "expression",
            both("Express $N$", "Выразите $N$"),
            LineShape(letters=("m", "g", "alpha")),
            ExpressionKey(formula="m*g*cos(alpha)"),
        ),
        ask(
            "salt",
            "formula",
            both("Aluminium sulfate", "Сульфат алюминия"),
            LineShape(),
            FormulaKey(formula="Al2(SO4)3"),
        ),
        ask(
            "burn",
            "reaction",
            both("Combustion of $\\ce{H2}$", "Горение $\\ce{H2}$"),
            LineShape(),
            ReactionKey(equation="2H2 + O2 -> 2H2O"),
        ),
        choice("one", both("The acceleration grows when", "Ускорение возрастает, если")),
        choice("several", both("The friction changes when", "Сила трения меняется, если")),
    ),
    hints=(
        prose("Draw all forces first.", "Сначала изобразите все силы."),
        prose("$N = mg\\cos\\alpha$", "$N = mg\\cos\\alpha$"),
    ),
    solution=prose(
        "$a = g(\\sin\\alpha - \\mu\\cos\\alpha) = 3.95$ m/s²",
        "$a = g(\\sin\\alpha - \\mu\\cos\\alpha) = 3{,}95$ м/с²",
    ),
)

DRAWN_VARIANT = Variant(
    task="library/battery",
    number=12,
    title=Text(en="A battery and a rheostat", ru="Батарея и реостат"),
    given=(),
    statement=prose(
        "Fill in the power and plot $U(I)$.", "Заполните столбец мощности и постройте график $U(I)$."
    ),
    asks=(
        ask(
            "cells",
            "table",
            both("Power in each measurement", "Мощность в каждом опыте"),
            TableShape(
                columns=(
                    ColumnShape(
                        name="U",
                        label=both("$U$", "$U$"),
                        unit=Text(en="V", ru="В"),
                        kind="quantity",
                        cells=(Text(en="4.3", ru="4,3"), Text(en="4.0", ru="4,0"), Text(en="3.8", ru="3,8")),
                    ),
                    ColumnShape(
                        name="P",
                        label=both("$P$", "$P$"),
                        unit=Text(en="W", ru="Вт"),
                        kind="quantity",
                        cells=(None, None, None),
                    ),
                    ColumnShape(
                        name="R",
                        label=both("$R$", "$R$"),
                        unit=Text(en="ohm", ru="Ом"),
                        kind="quantity",
                        cells=(None, None, None),
                    ),
                )
            ),
            TableKey(columns=()),
        ),
        ask(
            "graph",
            "plot",
            both("Plot $U$ against $I$", "Постройте зависимость $U$ от $I$"),
            PlotShape(
                x=AxisShape(name=Text(en="I"), unit=Text(en="A", ru="А"), lowest=None, highest=None),
                y=AxisShape(name=Text(en="U"), unit=Text(en="V", ru="В"), lowest=None, highest=None),
                parts=("axes", "dots", "line"),
            ),
            PlotKey(x=AxisKey(name="I", unit="A"), y=AxisKey(name="U", unit="V")),
        ),
        ask(
            "isotherm",
            "plot",
            both("Draw the isotherm", "Проведите изотерму"),
            PlotShape(
                x=AxisShape(name=Text(en="V"), unit=Text(en="L", ru="л"), lowest=0, highest=10),
                y=AxisShape(name=Text(en="p"), unit=Text(en="kPa", ru="кПа"), lowest=0, highest=200),
                parts=("curve",),
            ),
            PlotKey(x=AxisKey(name="V", unit="L"), y=AxisKey(name="p", unit="kPa")),
        ),
        choice("matching", both("Match", "Установите соответствие")),
        choice("ordering", both("Put in order", "Расставьте по порядку")),
        ask(
            "why",
            "text",
            both("Why does the voltage fall?", "Почему напряжение падает?"),
            LineShape(),
            TextKey(expects=()),
        ),
    ),
)


def shown(variant: Variant) -> ShownVariant:
    worth = {ask.name: ask.points for ask in variant.asks}
    return show_variant(variant, worth, solved=False)


TYPED, DRAWN = shown(TYPED_VARIANT), shown(DRAWN_VARIANT)

RIGHT = Verdict(
    outcome="right",
    score=Fraction(1),
    reason="right",
    message=Text(en="Right.", ru="Верно."),
    read_as=Reading(text="3.95 m/s²", latex="3{,}95\\,\\text{м/с}^2"),
)
WRONG = Verdict(
    outcome="wrong",
    score=Fraction(0),
    reason="named_mistake",
    message=Text(en="Friction is missing.", ru="Забыто трение."),
    read_as=Reading(text="m*g", latex="mg"),
)
UNDECIDED = Verdict(
    outcome="undecided",
    score=Fraction(1, 2),
    reason="open_question",
    message=Text(en="The teacher will read it.", ru="Ответ прочитает учитель."),
    read_as=Reading(text=""),
)
PARTLY = Verdict(
    outcome="partly",
    score=Fraction(1, 2),
    reason="cells",
    message=Text(en="3 of 6 cells are right.", ru="Верно 3 клетки из 6."),
    read_as=Reading(text=""),
    parts=(PartVerdict(name="P:0", verdict=RIGHT), PartVerdict(name="P:1", verdict=WRONG)),
)
