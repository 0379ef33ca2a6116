"""Freeze how the keys of a variant follow from each other, so that an error can be carried forward.

Branches are frozen as they are taken in the true variant, and whatever no student can change is a number.
"""

from collections.abc import Iterator, Sequence

from variants.carrying.arithmetic import FUNCTIONS
from variants.carrying.sheets import Follower, Sheet, SheetLine, TypedName
from variants.formulas.reading import LONGEST
from variants.formulas.trees import (
    Branch,
    Call,
    Comparison,
    InUnit,
    Name,
    Negation,
    Number,
    Operation,
    ReadAs,
    Tree,
    names,
    walk,
)
from variants.formulas.writing import write_formula
from variants.grammar.letters import GREEK
from variants.quantities.units import read_unit
from variants.templates.asking.casts import Cast
from variants.templates.asking.scene import Scene
from variants.templates.asks import AskLine, ExpressionAsk, PlotAsk, QuantityAsk, TableAsk, TableColumn
from variants.templates.checks.order import Circle, in_order, reach
from variants.templates.evaluating.letter_lines import expand
from variants.templates.located import Formula
from variants.templates.task import Task
from variants.templates.values import NumberValue, SeriesValue, Value
from variants.texts import Text

_LONGEST_NAME = 40
Target = tuple[AskLine, str, tuple[Tree, ...], str, tuple[float, float] | None]
"""An ask, its part, the formulas of the key, the letter of a curve, and what the key must lie within."""


class Dependence:
    """What of a task depends on what is typed: found once for all its variants."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.typed = dict(_typed_names(task))
        self._lettered = _lettered(task)
        self._ready: dict[int, tuple[Tree, Tree]] = {}
        self.trees = {
            name: self.ready(line.formula.tree)
            for name, line in task.solve.items()
            if name not in self._lettered
        }
        needs = {name: names(tree) - {name} for name, tree in self.trees.items()}
        reached = {name: reach(needed, needs) for name, needed in needs.items()}
        self.dependent = frozenset(name for name, found in reached.items() if found & self.typed.keys())
        self.targets = tuple(self._targets())
        self.conditions = tuple(self._conditions())
        self._names: dict[str, Name] = {}

    def name(self, name: str) -> Name:
        """Return the formula that is just this name, the same one each time."""
        return self._names.setdefault(name, Name(name=name))

    def ready(self, tree: Tree) -> Tree:
        """Return a formula with the lines of letters put in; the same one each time."""
        if id(tree) not in self._ready:
            self._ready[id(tree)] = (tree, expand(tree, self._lettered))
        return self._ready[id(tree)][1]

    def _targets(self) -> Iterator[Target]:
        for ask in self.task.asks.values():
            if not ask.carry:
                continue
            for part, keys, letter, within in _keys_of(ask):
                trees = tuple(self.ready(key.tree) for key in keys)
                if any(self._moves(tree, typed=not isinstance(ask.form, PlotAsk)) for tree in trees):
                    yield ask, part, trees, letter, within

    def _conditions(self) -> Iterator[Formula]:
        """Yield the conditions of all branches that a sheet may take."""
        trees = [tree for _, _, keys, _, _ in self.targets for tree in keys]
        for tree in (*trees, *(self.trees[name] for name in self.dependent)):
            for part in walk(tree):
                if isinstance(part, Branch) and not names(part.condition) & self.task.letters.keys():
                    yield Formula(text="", tree=part.condition)

    def _moves(self, tree: Tree, *, typed: bool) -> bool:
        """Tell whether another typed value can change a key; a `typed` key that is a name is typed itself."""
        if typed and isinstance(tree, Name):
            return tree.name in self.dependent
        return bool(names(tree) & (self.dependent | self.typed.keys()))


def sheets_of(cast: Cast) -> list[Sheet | None]:
    """Return for each member how its keys follow from each other; None where none does.

    Members that take the same branches have the same formulas, with numbers of their own.
    """
    dependence = cast.stage.task.made.once(Dependence, cast.stage.task)
    sheets: list[Sheet | None] = [None] * len(cast)
    if not dependence.targets:
        return sheets
    truths = [cast.holds(condition) for condition in dependence.conditions]
    ways = list(zip(*truths, strict=True)) or [()] * len(cast)
    for way in dict.fromkeys(ways):
        wanted = [own == way for own in ways]
        made = iter(_alike(cast.only(wanted), dependence))
        sheets = [next(made) if mine else sheet for mine, sheet in zip(wanted, sheets, strict=True)]
    return sheets


def _alike(cast: Cast, dependence: "Dependence") -> list[Sheet | None]:
    """Return the sheets of members that take the same branches."""
    writer = _Writer(cast.scenes[0], dependence)
    followers = tuple(follower for target in dependence.targets for follower in writer.followers(target))
    lines = writer.lines() if followers else ()
    used = frozenset[str]().union(*writer.used.values())
    typed = [name for name in dependence.typed if name in used]
    if not followers or not typed:
        return [None] * len(cast)
    known = [[_numbers(value) for value in cast.evaluate(source)] for source in writer.sources.values()]
    columns = [_typed_names_of(name, *dependence.typed[name], cast) for name in typed]
    return [
        Sheet(
            typed=tuple([column[place] for column in columns]),
            followers=followers,
            known={name: column[place] for name, column in zip(writer.sources, known, strict=True)},
            lines=lines,
        )
        for place in range(len(cast))
    ]


class _NotArithmetic(Exception):
    """A formula that a typed value reaches can't be frozen as arithmetic of names and numbers."""


class _Writer:
    """Writes the formulas of one variant as text, and notes what they need and where its numbers are from."""

    def __init__(self, scene: Scene, dependence: Dependence) -> None:
        self._scene = scene
        self._dependence = dependence
        self._moving = dependence.dependent | dependence.typed.keys()
        self._letters = frozenset(scene.task.letters)
        self._written: dict[str, str] = {}
        self.used: dict[str, frozenset[str]] = {}
        self.sources: dict[str, Formula] = {}

    def followers(self, target: Target) -> Iterator[Follower]:
        """Yield the rule of a key, unless it can't be frozen."""
        ask, part, trees, letter, within = target
        try:
            texts = tuple(self._text(tree, f"{ask.name}.{part}.{place}") for place, tree in enumerate(trees))
            waiting = [name for tree in trees for name in names(tree) & self._moving]
            while waiting:
                name = waiting.pop()
                if name not in self._written and name in self._dependence.dependent:
                    self._written[name] = self._text(self._dependence.trees[name], name)
                    waiting.extend(self.used[name] & self._moving)
        except _NotArithmetic:
            return
        yield Follower(ask=ask.name, formulas=texts, part=part, letter=letter, share=ask.carry, within=within)

    def lines(self) -> tuple[SheetLine, ...]:
        """Return the lines written, each after those that it needs."""
        needs = {name: self.used[name] - {name} for name in self._written}
        try:
            order = in_order(needs)
        except Circle as circle:
            raise AssertionError("the lines of a task that was read have an order") from circle
        return tuple(
            SheetLine(name=name, formula=self._written[name], root=self._limits(name)) for name in order
        )

    def _limits(self, name: str) -> tuple[float, float] | None:
        search = self._scene.task.solve[name].search
        if search is None:
            return None
        unit = read_unit(search.unit)
        return search.lowest * unit.factor + unit.offset, search.highest * unit.factor + unit.offset

    def _text(self, tree: Tree, owner: str) -> str:
        settled = self._settled(tree, printed=False)
        self.used[owner] = names(settled)
        for name in sorted(self.used[owner] - self._dependence.dependent - self._letters):
            self._know(name)
        text = write_formula(settled)
        if len(text) > LONGEST:
            raise _NotArithmetic
        return text

    def _know(self, name: str) -> None:
        if name not in self.sources and name not in ("pi", "_"):
            self._keep(name, self._scene.task.made.once(_as_formula, self._dependence.name(name)))

    def _keep(self, name: str, source: Formula) -> None:
        _numbers(self._scene.evaluate(source))
        self.sources[name] = source

    def _settled(self, tree: Tree, *, printed: bool) -> Tree:
        """Return a formula as arithmetic; inside `read as`, names stand for their printed numbers."""
        match tree:
            case Number():
                return tree
            case Name(name=name) if "." not in name:
                return _in_unit(tree, self._scene.task.units.get(name, "")) if printed else tree
            case Branch(condition=condition, yes=yes, no=no) if not names(condition) & self._letters:
                chosen = yes if self._scene.holds(Formula(text="", tree=condition)) else no
                return self._settled(chosen, printed=printed)
            case _ if not names(tree) & (self._moving | self._letters):
                return self._folded(self._scene.task.made.once(_printed, tree) if printed else tree)
            case Negation(inner=inner):
                return Negation(inner=self._settled(inner, printed=printed))
            case Operation(sign=sign, left=left, right=right):
                sides = [self._settled(side, printed=printed) for side in (left, right)]
                return Operation(sign=sign, left=sides[0], right=sides[1])
            case _:
                return self._settled_wide(tree, printed=printed)

    def _settled_wide(self, tree: Tree, *, printed: bool) -> Tree:
        match tree:
            case Call(function=function, arguments=arguments) if function in FUNCTIONS:
                settled = tuple(self._settled(argument, printed=printed) for argument in arguments)
                return Call(function=function, arguments=settled)
            case Comparison(relations=("=",) as relations, items=items):
                return Comparison(
                    relations=relations, items=tuple(self._settled(item, printed=printed) for item in items)
                )
            case InUnit(inner=inner, unit=unit):
                return _in_unit(self._settled(inner, printed=printed), unit)
            case ReadAs(inner=inner, unit=unit):
                return _times(self._settled(inner, printed=True), unit)
            case _:
                raise _NotArithmetic

    def _folded(self, tree: Tree) -> Tree:
        """Return a name for the value of a formula that no typed value reaches."""
        source = self._scene.task.made.once(_as_formula, tree)
        name = next((name for name, known in self.sources.items() if known is source), "")
        if not name:
            name = f"_.k{len(self.sources)}"
            self._keep(name, source)
        return Name(name=name)


def _numbers(value: object) -> tuple[float, ...]:
    match value:
        case NumberValue(si=si):
            return (si,)
        case SeriesValue(si=series):
            return series
        case _:
            raise _NotArithmetic


def _as_formula(tree: Tree) -> Formula:
    return Formula(text="", tree=tree)


def _printed(tree: Tree) -> Tree:
    return ReadAs(inner=tree, unit="")


def _in_unit(tree: Tree, unit: str) -> Tree:
    """Return the bare number of a quantity in a unit."""
    known = read_unit(unit)
    if known.offset:
        tree = Operation(sign="-", left=tree, right=Number(value=known.offset))
    return tree if known.factor == 1 else Operation(sign="/", left=tree, right=Number(value=known.factor))


def _times(tree: Tree, unit: str) -> Tree:
    """Return the quantity that a bare number is in a unit."""
    known = read_unit(unit)
    if known.factor != 1:
        tree = Operation(sign="*", left=tree, right=Number(value=known.factor))
    return Operation(sign="+", left=tree, right=Number(value=known.offset)) if known.offset else tree


def _lettered(task: Task) -> dict[str, Tree]:
    """Return the lines that are formulas of letters."""
    trees = {name: line.formula.tree for name, line in task.solve.items()}
    lettered: dict[str, Tree] = {}
    for name in in_order({name: names(tree) - {name} for name, tree in trees.items()}):
        if names(expand(trees[name], lettered)) & task.letters.keys():
            lettered[name] = trees[name]
    return lettered


def _typed_names(task: Task) -> Iterator[tuple[str, tuple[AskLine, TableColumn | None]]]:
    """Yield the solved names whose numbers students type; of two asks for one, the first."""
    found: set[str] = set()
    for ask in task.asks.values():
        columns: Sequence[TableColumn | None] = (None,)
        if isinstance(ask.form, TableAsk):
            columns = [column for column in ask.form.columns if column.kind is not None]
        for column in columns:
            form = ask.form if column is None else column.form
            key = form.key.tree if isinstance(form, QuantityAsk) else None
            if isinstance(key, Name) and key.name in task.solve and key.name not in found:
                found.add(key.name)
                yield key.name, (ask, column)


def _keys_of(
    ask: AskLine,
) -> Iterator[tuple[str, tuple[Formula, ...], str, tuple[float, float] | None]]:
    match ask.form:
        case QuantityAsk() as form:
            yield "", (form.key,), "", form.within
        case ExpressionAsk() as form:
            yield "", (form.key,), "", None
        case TableAsk(columns=columns):
            for column in columns:
                if column.kind is not None and isinstance(column.form, QuantityAsk):
                    yield column.name, (column.key,), "", column.form.within
        case PlotAsk(dots=dots, line=line, curve=curve):
            if dots is not None:
                yield "dots", (dots.x, dots.y), "", None
            if line is not None:
                yield "line", (line.slope, line.intercept), "", None
            if curve is not None:
                yield "curve", (curve.y,), curve.along, None
        case _:
            return


def _typed_names_of(name: str, ask: AskLine, column: TableColumn | None, cast: Cast) -> list[TypedName]:
    labels = cast.words(ask.label if column is None else column.label)
    made = {mark: _called(name, words) for mark, words in {id(words): words for words in labels}.items()}
    if column is None:
        names_of = {mark: TypedName(name=name, ask=ask.name, called=words) for mark, words in made.items()}
        return [names_of[id(words)] for words in labels]
    called = [made[id(words)] for words in labels]
    values = cast.evaluate(column.key)
    return [
        TypedName(name=name, ask=ask.name, column=column.name, shown=_shown(column, value), called=words)
        for words, value in zip(called, values, strict=True)
    ]


def _called(name: str, words: Text) -> Text:
    """Return a short label in quotes, or the name as it is printed."""
    if words.languages and all(
        len(words.in_language(language)) <= _LONGEST_NAME for language in words.languages
    ):
        return Text(
            en=None if words.en is None else f"“{words.en}”", ru=None if words.ru is None else f"«{words.ru}»"
        )
    return Text(en=GREEK.get(name, name), ru=GREEK.get(name, name))


def _shown(column: TableColumn, value: Value) -> tuple[float | None, ...]:
    """Return the SI values of the cells that are shown, None for those to be filled."""
    if isinstance(value, NumberValue):
        values: tuple[float, ...] = (value.si,)
    elif isinstance(value, SeriesValue):
        values = value.si
    else:
        raise TypeError("an asked column of quantities holds numbers")
    return tuple(
        None if column.asked is None or row + 1 in column.asked else si for row, si in enumerate(values)
    )
