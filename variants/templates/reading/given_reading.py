"""Read `given`, `letters` and `solve`: what varies, what stays a letter, what is computed."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Final

from variants.formulas.suggestions import with_suggestion
from variants.formulas.trees import Comparison, names
from variants.templates.documents import Complaint, Leaf, Node, Record
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import (
    Fields,
    read_decimal,
    read_decimals,
    read_formula_at,
    read_integer,
    read_items,
    read_plain_text,
    read_text,
    read_unit_text,
    read_yes_no,
)
from variants.templates.reading.names import read_names
from variants.templates.task import (
    DependentForm,
    Form,
    GivenLine,
    Letter,
    NumbersForm,
    RowForm,
    Search,
    SeriesForm,
    SolveLine,
    Table,
    WordsForm,
)
from variants.texts import Text

MOST_VALUES: Final = 10_000
MOST_IN_SERIES: Final = 100
MOST_DRAWN: Final = 300
"""Numbers drawn for one variant: each is printed and solved with for thousands of variants."""
_COMMON: Final = ("figures", "decimals", "hidden", "shared")
_FORMS: Final = {
    "from": ("from", "to", "step", "unit", "each"),
    "one_of": ("one_of", "unit", "each"),
    "row_of": ("row_of",),
    "is": ("is", "unit"),
    "series": ("series", "unit"),
}


def read_given(node: Node, problems: Problems, tables: Mapping[str, Table]) -> dict[str, GivenLine]:
    """Read all lines of `given`. Raises Complaint."""
    lines = {}
    for name, entry in read_names(node, problems):
        line = problems.attempt(partial(_given_line, name, entry, problems, tables))
        if line is None:
            problems.refused_names.add(name)
        else:
            lines[name] = line
    drawn = sum(line.form.each or 1 for line in lines.values() if isinstance(line.form, NumbersForm))
    if drawn > MOST_DRAWN:
        message = Text(
            en=f"{drawn} numbers are drawn for one variant; at most {MOST_DRAWN} can be",
            ru=f"для одного варианта берётся чисел: {drawn}; можно не больше {MOST_DRAWN}",
        )
        problems.add(node, message)
    return lines


def _given_line(name: str, node: Node, problems: Problems, tables: Mapping[str, Table]) -> GivenLine:
    record = node if isinstance(node, Record) else None
    form = next((form for form in _FORMS if record and form in record.entries), None)
    if record is None or form is None:
        raise Complaint(
            node,
            Text(
                en=f"say what `{name}` may be: from/to/step, one_of, row_of, is or series",
                ru=f"укажите, каким бывает `{name}`: from/to/step, one_of, row_of, is или series",
            ),
        )
    fields = Fields(node, problems, (*_FORMS[form], *_COMMON))
    figures = fields.maybe("figures", read_integer(1, 15))
    decimals = fields.maybe("decimals", read_integer(0, 15))
    if figures is not None and decimals is not None:
        problems.add(
            record.keys["decimals"],
            Text(
                en="say `figures` or `decimals`, not both", ru="укажите `figures` или `decimals`, но не оба"
            ),
        )
    return GivenLine(
        name=name,
        form=_form(form, fields, tables),
        figures=figures,
        decimals=decimals,
        hidden=fields.get("hidden", read_yes_no, default=False),
        shared=fields.get("shared", read_yes_no, default=False),
        line=record.line,
        column=record.column,
    )


def _form(form: str, fields: Fields, tables: Mapping[str, Table]) -> Form:
    unit = fields.get("unit", read_unit_text, "")
    if form == "row_of":
        return RowForm(table=_table_name(fields.record.entries["row_of"], tables))
    if form == "is":
        formula = fields.maybe("is", read_formula_at)
        if formula is None:
            raise Complaint(fields.record, Text(en="this formula can't be used", ru="эта формула не годится"))
        return DependentForm(formula=formula, unit=unit)
    if form == "series":
        return SeriesForm(numbers=fields.need("series", _series, ()), unit=unit)
    each = fields.maybe("each", read_integer(2, MOST_IN_SERIES))
    if form == "one_of" and isinstance(fields.record.entries["one_of"], Record):
        return _words(fields)
    if form == "one_of":
        return NumbersForm(numbers=fields.need("one_of", _different, ()), unit=unit, each=each)
    return NumbersForm(numbers=_range(fields), unit=unit, each=each)


def _table_name(node: Node, tables: Mapping[str, Table]) -> str:
    name = read_text(node)
    if name not in tables:
        message = Text(en=f"there is no table `{name}`", ru=f"таблицы `{name}` нет")
        raise Complaint(node, with_suggestion(message, name, tables))
    return name


def _series(node: Node) -> tuple[Decimal, ...]:
    numbers = read_decimals(node)
    if not 1 <= len(numbers) <= MOST_IN_SERIES:
        raise Complaint(
            node,
            Text(
                en=f"a series has 1 to {MOST_IN_SERIES} values",
                ru=f"в ряду бывает от 1 до {MOST_IN_SERIES} значений",
            ),
        )
    return numbers


def _different(node: Node) -> tuple[Decimal, ...]:
    seen: dict[Decimal, None] = {}
    for item in read_items(node):
        number = read_decimal(item)
        if number in seen:
            raise Complaint(item, Text(en=f"{number} is listed twice", ru=f"{number} повторяется в списке"))
        seen[number] = None
    if not seen:
        raise Complaint(node, Text(en="the list is empty", ru="список пуст"))
    return tuple(seen)


def _words(fields: Fields) -> WordsForm:
    for wrong in ("unit", "each"):
        if wrong in fields:
            fields.problems.add(
                fields.record.keys[wrong],
                Text(en=f"words have no `{wrong}`", ru=f"у слов не бывает `{wrong}`"),
            )
    words = {}
    for name, entry in read_names(fields.record.entries["one_of"], fields.problems, keywords=True):
        words[name] = fields.problems.attempt(partial(read_plain_text(fields.problems), entry)) or Text()
    return WordsForm(words=words)


def _range(fields: Fields) -> tuple[Decimal, ...]:
    start, stop, step = (fields.need(name, read_decimal, Decimal("NaN")) for name in ("from", "to", "step"))
    if not (start.is_finite() and stop.is_finite() and step.is_finite()):
        return ()
    place = fields.record.entries["step"]
    if step <= 0 or stop < start:
        raise Complaint(
            place, Text(en="`step` leads from `from` up to `to`", ru="`step` ведёт от `from` вверх к `to`")
        )
    count = (stop - start) / step
    if count != int(count):
        raise Complaint(place, Text(en="step does not reach `to`", ru="с таким шагом `to` не достигается"))
    if count >= MOST_VALUES:
        raise Complaint(
            place, Text(en=f"more than {MOST_VALUES} values", ru=f"больше {MOST_VALUES} значений")
        )
    return tuple((start + step * index).normalize() for index in range(int(count) + 1))


def read_letters(node: Node, problems: Problems) -> dict[str, Letter]:
    """Read `letters`. Raises Complaint."""
    letters = {}
    for name, entry in read_names(node, problems):
        fields = problems.attempt(partial(Fields, entry, problems, ("unit", "from", "to")))
        if fields is None:
            problems.refused_names.add(name)
            continue
        lowest = fields.need("from", read_decimal, Decimal(0))
        highest = fields.need("to", read_decimal, Decimal(1))
        if lowest >= highest:
            problems.add(entry, Text(en="`from` must be less than `to`", ru="`from` должно быть меньше `to`"))
        letters[name] = Letter(
            name=name,
            unit=fields.get("unit", read_unit_text, ""),
            lowest=float(lowest),
            highest=float(highest),
        )
    return letters


def read_solve(node: Node, problems: Problems) -> dict[str, SolveLine]:
    """Read `solve`. Raises Complaint."""
    lines = {}
    for name, entry in read_names(node, problems):
        line = problems.attempt(partial(read_solve_line, name, entry, problems))
        if line is None:
            problems.refused_names.add(name)
        else:
            lines[name] = line
    return lines


def read_solve_line(name: str, node: Node, problems: Problems) -> SolveLine:
    """Read one line of `solve`: a formula, or an equation with the bracket of its root. Raises Complaint."""
    if isinstance(node, Leaf):
        return SolveLine(name=name, formula=read_formula_at(node))
    fields = Fields(node, problems, ("solves", "from", "to", "unit"))
    formula = fields.maybe("solves", read_formula_at)
    lowest = fields.need("from", read_decimal, Decimal(0))
    highest = fields.need("to", read_decimal, Decimal(1))
    if formula is None:
        raise Complaint(node, Text(en="`solves` is missing", ru="не хватает поля `solves`"))
    if not isinstance(formula.tree, Comparison) or formula.tree.relations != ("=",):
        raise Complaint(
            (formula.line, formula.column),
            Text(
                en="`solves` needs an equation: left = right",
                ru="в `solves` нужно уравнение: левая часть = правая",
            ),
        )
    if name not in names(formula.tree):
        raise Complaint(
            (formula.line, formula.column),
            Text(en=f"the equation doesn't contain `{name}`", ru=f"в уравнении нет `{name}`"),
        )
    if lowest >= highest:
        problems.add(node, Text(en="`from` must be less than `to`", ru="`from` должно быть меньше `to`"))
    search = Search(lowest=float(lowest), highest=float(highest), unit=fields.get("unit", read_unit_text, ""))
    return SolveLine(name=name, formula=formula, search=search)
