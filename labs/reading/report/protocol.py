"""Read `protocol` and `checks`: how an honest student measures, and values known from elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from labs.documents.asking import CheckValue, Step, Table
from labs.documents.models import Action
from labs.documents.settings import Control, Wiring, Words
from labs.reading.bench.controls import read_joins
from labs.reading.checking import NOTHING, Checker
from labs.reading.names import Names
from labs.reading.numbers import read_number
from variants.formulas.suggestions import with_suggestion
from variants.formulas.trees import Word
from variants.keys import Tolerance
from variants.quantities.unit_table import DIMENSIONLESS
from variants.quantities.units import read_unit
from variants.templates.documents import Complaint, Listing, Node, Record
from variants.templates.located import Formula
from variants.templates.reading.fields import (
    Fields,
    read_decimal,
    read_formula_at,
    read_integer,
    read_items,
    read_leaf,
    read_text,
    read_tolerance,
    read_unit_text,
    read_word,
)
from variants.templates.reading.names import read_names
from variants.templates.task import NumbersForm, RowForm, Task, WordsForm
from variants.templates.value_types import NumberType, WordType
from variants.texts import Text

MOST_ROWS: Final = 40
MOST_DOINGS: Final = 12
_WIDEST: Final = 0.1
"""How far from its value a check may let the model lie."""
Doing = tuple[str, Formula | None]
Doings = tuple[Doing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a protocol can set, do and fill."""

    names: Names
    controls: Mapping[str, Control]
    actions: Mapping[str, Action]
    tables: Mapping[str, Table]

    @property
    def checker(self) -> Checker:
        """Formulas of a protocol use the apparatus: a student finds out by trying."""
        return self.names.checker(self.names.apparatus)


def read_protocol(node: Node, bench: Bench) -> tuple[Step, ...]:
    """Read the steps; together they fill every table. Raises Complaint."""
    problems = bench.names.problems
    found = (problems.attempt(partial(_step, item, bench)) for item in read_items(node))
    steps = tuple(step for step in found if step is not None)
    for name, table in bench.tables.items():
        rows = sum(step.rows for step in steps if step.table == name)
        if not table.good <= rows <= table.most:
            problems.add(
                node,
                Text(
                    en=f"the protocol fills {rows} rows of `{name}`, not {table.good} to {table.most}",
                    ru=f"протокол заполняет в `{name}` {rows} строк, а нужно от {table.good} до {table.most}",
                ),
            )
    return steps


def _step(node: Node, bench: Bench) -> Step:
    fields = Fields(node, bench.names.problems, ("table", "rows", "set", "columns", "do", "each"))
    table = fields.need("table", read_word(*bench.tables), "")
    rows = fields.need("rows", read_integer(1, MOST_ROWS), 1)
    no_settings: dict[str, tuple[Formula, ...]] = {}
    no_columns: dict[str, dict[str, Formula]] = {}
    known = bench.tables[table].columns if table in bench.tables else {}
    nothing: Doings = ()
    return Step(
        table=table,
        rows=rows,
        settings=fields.get("set", partial(_settings, bench=bench, rows=rows), no_settings),
        columns=fields.get("columns", partial(_columns, bench=bench, known=known), no_columns),
        waits=_waits(fields.record.entries.get("columns"), bench),
        doings=fields.get("do", partial(_doings, bench=bench), nothing),
        each=fields.get("each", partial(_each, bench=bench, rows=rows), ()),
    )


def _settings(node: Node, bench: Bench, rows: int) -> dict[str, tuple[Formula, ...]]:
    settings = {}
    for name, entry in read_names(node, bench.names.problems):
        control = _control(name, entry, bench)
        read = partial(_for_rows, control=control, bench=bench, rows=rows)
        settings[name] = bench.names.problems.attempt(partial(read, entry)) or (NOTHING,)
    return settings


def _control(name: str, node: Node, bench: Bench) -> Control:
    if name not in bench.controls:
        message = Text(en=f"there is no control `{name}`", ru=f"органа управления `{name}` нет")
        raise Complaint(node, with_suggestion(message, name, bench.controls))
    return bench.controls[name]


def _for_rows(node: Node, control: Control, bench: Bench, rows: int) -> tuple[Formula, ...]:
    if isinstance(control.form, Wiring):
        several = isinstance(node, Listing) and all(isinstance(item, Listing) for item in node.items)
        items = node.items if several and isinstance(node, Listing) and node.items else (node,)
    else:
        items = node.items if isinstance(node, Listing) else (node,)
    if len(items) not in (1, rows):
        raise Complaint(
            node,
            Text(
                en=f"{len(items)} settings for {rows} rows; write one, or one for each row",
                ru=f"строк {rows}, а значений {len(items)}; напишите одно или по одному на строку",
            ),
        )
    return tuple(_setting(item, control, bench) for item in items)


def _setting(node: Node, control: Control, bench: Bench) -> Formula:
    """A number in the control's unit, one of its words, or its joins as one word with spaces between."""
    match control.form:
        case Wiring(terminals=terminals):
            text = " ".join(read_joins(node, terminals))
            return Formula(text=text, tree=Word(text=text), line=node.line, column=node.column)
        case Words(words=words):
            return _word(node, words, bench)
        case _:
            return bench.checker.measured(DIMENSIONLESS)(node)


def _word(node: Node, words: Mapping[str, Text], bench: Bench) -> Formula:
    leaf = read_leaf(node)
    if leaf.text in words:
        tree = Word(text=leaf.text)
        return Formula(text=leaf.text, tree=tree, line=leaf.text_line, column=leaf.text_column)
    formula = read_formula_at(node)
    found = bench.checker.type_of(formula)
    if found is not None and not (isinstance(found, WordType) and found.words <= set(words)):
        raise Complaint(
            node,
            Text(en=f"one of {', '.join(words)} is expected", ru=f"нужно одно из: {', '.join(words)}"),
        )
    return formula


def _columns(node: Node, bench: Bench, known: Iterable[str]) -> dict[str, dict[str, Formula]]:
    found: dict[str, dict[str, Formula]] = {}
    known = tuple(known)
    for name, entry in read_names(node, bench.names.problems):
        if name not in known:
            message = Text(en=f"the table has no column `{name}`", ru=f"в таблице нет столбца `{name}`")
            bench.names.problems.add(entry, with_suggestion(message, name, known))
            continue
        found[name] = {}
        for control, setting in read_names(entry, bench.names.problems):
            if control == "wait":
                continue
            read = partial(_setting, setting, _control(control, setting, bench), bench)
            found[name][control] = bench.names.problems.attempt(read) or NOTHING
    return found


def _waits(node: Node | None, bench: Bench) -> dict[str, Formula]:
    """Read how long to wait before columns are read, where `columns` says so; else they are read at once."""
    columns = node.entries if isinstance(node, Record) else {}
    found = {}
    for name, entry in columns.items():
        if isinstance(entry, Record) and "wait" in entry.entries:
            read = partial(bench.checker.measured(DIMENSIONLESS), entry.entries["wait"])
            found[name] = bench.names.problems.attempt(read) or NOTHING
    return found


def _each(node: Node, bench: Bench, rows: int) -> tuple[Doings, ...]:
    found = tuple(_doings(item, bench) for item in read_items(node))
    if len(found) != rows:
        raise Complaint(
            node,
            Text(en=f"{len(found)} lists for {rows} rows", ru=f"строк {rows}, а списков {len(found)}"),
        )
    return found


def _doings(node: Node, bench: Bench) -> Doings:
    items = read_items(node)
    if len(items) > MOST_DOINGS:
        raise Complaint(
            node, Text(en=f"more than {MOST_DOINGS} doings", ru=f"больше {MOST_DOINGS} действий подряд")
        )
    return tuple(_doing(item, bench) for item in items)


def _doing(node: Node, bench: Bench) -> Doing:
    name, amount = _parts(node, bench)
    return name, None if amount is None else bench.checker.measured(DIMENSIONLESS)(amount)


def _parts(node: Node, bench: Bench) -> tuple[str, Node | None]:
    """Return an action and its amount, or `wait` and seconds."""
    items = read_items(node) if isinstance(node, Listing) else (node,)
    name = read_word("wait", *bench.actions)(items[0]) if items else ""
    amounts = name == "wait" or (name in bench.actions and bench.actions[name].amount is not None)
    if len(items) != 1 + amounts:
        raise Complaint(
            node,
            Text(
                en="write [action], [action, amount] or [wait, seconds]",
                ru="пишите [действие], [действие, сколько] или [wait, секунды]",
            ),
        )
    return name, items[1] if amounts else None


def read_checks(node: Node, bench: Bench, task: Task) -> tuple[CheckValue, ...]:
    """Read values known from elsewhere; a lab has at least one. Raises Complaint."""
    items = read_items(node)
    if not items:
        raise Complaint(node, Text(en="at least one value is needed", ru="нужно хотя бы одно значение"))
    problems = bench.names.problems
    found = (problems.attempt(partial(_check, item, bench, task)) for item in items)
    return tuple(check for check in found if check is not None)


def _check(node: Node, bench: Bench, task: Task) -> CheckValue:
    known = ("apparatus", "set", "name", "value", "unit", "tolerance", "source", "do")
    fields = Fields(node, bench.names.problems, known)
    unit = fields.get("unit", read_unit_text, "")
    nothing: dict[str, str] = {}
    value = fields.need("value", read_number, 0.0)
    return CheckValue(
        apparatus=fields.need("apparatus", partial(_apparatus, bench=bench, task=task), nothing),
        settings=fields.get("set", partial(_fixed_settings, bench=bench), nothing),
        name=fields.need("name", partial(_checked_name, bench=bench, task=task, unit=unit), ""),
        value=value,
        unit=unit,
        tolerance=fields.need("tolerance", partial(_narrow, value=value), Tolerance(absolute=0.0)),
        source=fields.need("source", read_text, ""),
        doings=fields.get("do", partial(_fixed_doings, bench=bench), ()),
        line=fields.record.line,
        column=fields.record.column,
    )


def _apparatus(node: Node, bench: Bench, task: Task) -> dict[str, str]:
    hidden = [name for name, line in task.given.items() if name in bench.names.hidden]
    free = [name for name in hidden if isinstance(task.given[name].form, NumbersForm | WordsForm | RowForm)]
    found = {}
    for name, entry in read_names(node, bench.names.problems):
        if name not in free:
            message = Text(en=f"`{name}` is no hidden constant", ru=f"скрытой величины `{name}` нет")
            bench.names.problems.add(entry, with_suggestion(message, name, free))
            continue
        found[name] = _apparatus_value(entry, task.given[name].form, task)
    missing = [name for name in free if name not in found]
    if missing:
        raise Complaint(
            node,
            Text(
                en=f"say the values of {', '.join(missing)} too",
                ru=f"укажите также значения: {', '.join(missing)}",
            ),
        )
    return found


def _apparatus_value(node: Node, form: object, task: Task) -> str:
    """Return a number in the unit of the line, on its grid or off it, or one of its words or rows."""
    match form:
        case WordsForm(words=words):
            return read_word(*words)(node)
        case RowForm(table=table):
            return read_word(*task.tables[table].rows)(node)
        case _:
            return str(read_decimal(node))


def _fixed_settings(node: Node, bench: Bench) -> dict[str, str]:
    found = {}
    for name, entry in read_names(node, bench.names.problems):
        form = _control(name, entry, bench).form
        if isinstance(form, Wiring):
            found[name] = " ".join(read_joins(entry, form.terminals))
        elif isinstance(form, Words):
            found[name] = read_word(*form.words)(entry)
        else:
            found[name] = str(read_decimal(entry))
    return found


def _fixed_doings(node: Node, bench: Bench) -> tuple[tuple[str, str], ...]:
    found = []
    for item in read_items(node):
        name, amount = _parts(item, bench)
        found.append((name, "" if amount is None else str(read_decimal(amount))))
    return tuple(found)


def _narrow(node: Node, value: float) -> Tolerance:
    """Return the tolerance of a check; one that anything agrees with checks nothing. Raises Complaint."""
    tolerance = read_tolerance(node)
    relative = float(tolerance.relative or 0)
    if relative <= _WIDEST and (not value or (tolerance.absolute or 0) <= _WIDEST * abs(value)):
        return tolerance
    raise Complaint(
        node,
        Text(
            en=f"a check this wide checks nothing: at most {_WIDEST:.0%} of the value",
            ru=f"при таком допуске проверка ничего не проверяет: не больше {_WIDEST * 100:.0f} % от значения",
        ),
    )


def _checked_name(node: Node, bench: Bench, task: Task, unit: str) -> str:
    name = read_text(node)
    if name in task.given or name in bench.controls:
        raise Complaint(
            node,
            Text(
                en=f"`{name}` is set, not computed: check a number of the model or a truth",
                ru=f"величина `{name}` задаётся, а не вычисляется: проверьте число модели (model) или truth",
            ),
        )
    found = bench.names.types.get(name)
    if not isinstance(found, NumberType) or found.length is not None:
        message = Text(en=f"the model has no number `{name}`", ru=f"в модели нет величины `{name}`")
        raise Complaint(node, with_suggestion(message, name, bench.names.types))
    if found.dimension not in (None, read_unit(unit).dimension):
        raise Complaint(
            node,
            Text(
                en=f"`{name}` is not in {unit or 'pure numbers'}",
                ru=f"`{name}` не в {unit or 'числах без единицы'}",
            ),
        )
    return name
