"""Read the texts of a task and its figure: statement, hints, solution, shapes."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Final

from variants.templates.documents import Complaint, Leaf, Listing, Node, Record
from variants.templates.located import Formula, Template, Templates
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import (
    Fields,
    read_decimals,
    read_formula_at,
    read_formulas,
    read_items,
    read_leaf,
    read_points,
    read_templates,
    read_text,
)
from variants.templates.task import Figure, MistakeLine, Passage, Shape
from variants.texts import LANGUAGES, Text

SHAPES: Final = ("line", "arrow", "polygon", "box", "circle", "dot", "arc", "curve", "text", "symbol")
_OPTIONS: Final = ("at", "turn", "label", "style", "when")
_COUNTS: Final[Mapping[str, Callable[[int], bool]]] = {
    **dict.fromkeys(("line", "arrow", "curve"), lambda count: count >= 4 and count % 2 == 0),
    "polygon": lambda count: count >= 6 and count % 2 == 0,
    "box": lambda count: count == 4,
    "circle": lambda count: count == 3,
    "dot": lambda count: count == 2,
    "arc": lambda count: count == 5,
}


def read_passages(node: Node, problems: Problems) -> tuple[Passage, ...]:
    """Read a text by language, or a list of these with `when`. Raises Complaint."""
    nodes = node.items if isinstance(node, Listing) else (node,)
    found = (problems.attempt(partial(_passage, item, problems)) for item in nodes)
    return tuple(passage for passage in found if passage is not None)


def _passage(node: Node, problems: Problems) -> Passage:
    if isinstance(node, Leaf):
        return Passage(texts=read_templates(problems)(node))
    fields = Fields(node, problems, (*LANGUAGES, "when"))
    record = fields.record
    written = [name for name in record.entries if name in LANGUAGES]
    words = Record(
        entries={name: record.entries[name] for name in written},
        keys={name: record.keys[name] for name in written},
        line=record.line,
        column=record.column,
    )
    return Passage(texts=read_templates(problems)(words), when=fields.maybe("when", read_formula_at))


def read_mistakes(node: Node, problems: Problems) -> tuple[MistakeLine, ...]:
    """Read `mistakes`. Raises Complaint."""
    found = (problems.attempt(partial(_mistake, item, problems)) for item in read_items(node))
    return tuple(mistake for mistake in found if mistake is not None)


def _mistake(node: Node, problems: Problems) -> MistakeLine:
    fields = Fields(node, problems, ("ask", "gives", "say", "when", "worth"))
    for demanded in ("ask", "gives", "say"):
        if demanded not in fields:
            raise Complaint(node, Text(en=f"`{demanded}` is missing", ru=f"не хватает поля `{demanded}`"))
    gives = read_formula_at(fields.record.entries["gives"])
    ask, _, column = read_text(fields.record.entries["ask"]).partition(".")
    return MistakeLine(
        ask=ask,
        column_name=column,
        gives=gives,
        say=fields.need("say", read_templates(problems), Templates()),
        when=fields.maybe("when", read_formula_at),
        worth=fields.get("worth", _worth, Fraction(0)),
        line=fields.record.line,
        column=fields.record.column,
    )


def _worth(node: Node) -> Fraction:
    share = read_points(node)
    if share >= 1:
        raise Complaint(node, Text(en="`worth` is a share, less than 1", ru="`worth` — доля, меньше 1"))
    return share


def read_figure(node: Node, problems: Problems) -> Figure:
    """Read `figure`. Raises Complaint."""
    fields = Fields(node, problems, ("size", "alt", "draw"))
    no_shapes: tuple[Shape, ...] = ()
    width, height = fields.need("size", _size, (1.0, 1.0))
    return Figure(
        width=width,
        height=height,
        alt=fields.need("alt", read_templates(problems), Templates()),
        draw=fields.need("draw", partial(_shapes, problems=problems), no_shapes),
    )


def _size(node: Node) -> tuple[float, float]:
    numbers: tuple[Decimal, ...] = read_decimals(node)
    if len(numbers) != 2 or not all(0 < number <= 100 for number in numbers):
        raise Complaint(
            node, Text(en="`size` is [width, height], up to 100", ru="`size` — это [ширина, высота], до 100")
        )
    return float(numbers[0]), float(numbers[1])


def _shapes(node: Node, problems: Problems) -> tuple[Shape, ...]:
    items = read_items(node)
    if len(items) > 200:
        raise Complaint(node, Text(en="more than 200 shapes", ru="больше 200 фигур"))
    found = (problems.attempt(partial(_shape, item, problems)) for item in items)
    return tuple(shape for shape in found if shape is not None)


def _shape(node: Node, problems: Problems) -> Shape:
    fields = Fields(node, problems, (*SHAPES, *_OPTIONS))
    kinds = [kind for kind in SHAPES if kind in fields]
    # A text is a shape of its own and never an option; `label` names the option.
    if len(kinds) != 1:
        raise Complaint(
            node, Text(en=f"name one of {', '.join(SHAPES)}", ru=f"назовите одно из: {', '.join(SHAPES)}")
        )
    kind = kinds[0]
    worded = kind in ("text", "symbol")
    entry = fields.record.entries[kind]
    if worded and "at" not in fields:
        problems.add(node, Text(en="say `at: [x, y]`", ru="укажите место: `at: [x, y]`"))
    return Shape(
        kind=kind,  # type: ignore[arg-type]
        coordinates=() if worded else _coordinates(kind, entry),
        content=_words(entry, problems) if worded else None,
        at=fields.get("at", _place, ()),
        turn=fields.maybe("turn", read_formula_at),
        label=fields.maybe("label", partial(_words, problems=problems)),
        style=fields.get("style", read_text, ""),
        when=fields.maybe("when", read_formula_at),
        line=fields.record.line,
        column=fields.record.column,
    )


def _coordinates(kind: str, node: Node) -> tuple[Formula, ...]:
    found = read_formulas(node)
    if not _COUNTS[kind](len(found)):
        raise Complaint(
            node,
            Text(
                en=f"{len(found)} numbers don't make a {kind}",
                ru=f"число координат ({len(found)}) не подходит для {kind}",
            ),
        )
    return found


def _place(node: Node) -> tuple[Formula, ...]:
    found = read_formulas(node)
    if len(found) != 2:
        raise Complaint(node, Text(en="a place is [x, y]", ru="место — это [x, y]"))
    return found


def _words(node: Node, problems: Problems) -> Templates:
    """A label is the same in every language unless it is written by language."""
    if isinstance(node, Record):
        return read_templates(problems)(node)
    leaf = read_leaf(node)
    template = Template(text=leaf.text, line=leaf.text_line, column=leaf.text_column)
    return Templates(en=template, ru=template)
