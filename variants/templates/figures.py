"""Figures of shapes → SVG: classes and presentation attributes only, the ink is the text's colour.

Author's coordinates have y upwards and angles in degrees; a unit is 40 SVG units. A `box` is given by its
lower left corner, width and height and turns about that corner; everything else turns about its middle.
Symbols are drawn over the wires, whatever their order.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final, NamedTuple

from variants.formulas.trees import InUnit, Number, Tree, names, walk
from variants.templates.display.symbols import SIZES, SYMBOLS, USUAL_SIZE
from variants.templates.filling import NO_TEXT, Filler, Lookup, no_value
from variants.templates.located import Formula, Templates
from variants.templates.made import Made
from variants.templates.task import Figure, Shape
from variants.texts import LANGUAGES, Language, Text

SCALE: Final = 40.0
STYLES: Final = frozenset(["thin", "thick", "dashed", "dotted", "filled"])
_DASHES: Final = {"dashed": "8 6", "dotted": "2 5"}
_WIDTHS: Final = {"thin": "1", "thick": "3"}
_HEAD: Final = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How a variant's values are found: a name's value, a formula's bare number, a formula's truth."""

    value: Lookup
    number: Callable[[Formula], float]
    truth: Callable[[Formula], bool]


@dataclass(frozen=True, slots=True)
class Point:
    """A place in SVG units, y downwards."""

    x: float
    y: float

    def __str__(self) -> str:
        return f"{self.x:.5g} {self.y:.5g}"


def draw_figure(figure: Figure, reader: Reader) -> Text:
    """Return the figure as SVG in each language that its description is written in."""
    return Drawer(figure, Filler()).draw(reader)


def _frame(figure: Figure, alt: str, body: str) -> str:
    width, height = figure.width * SCALE, figure.height * SCALE
    return (
        f'<svg class="figure" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
        f' role="img" aria-label="{alt}" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linejoin="round" stroke-linecap="round" font-size="18" text-anchor="middle"'
        f' dominant-baseline="central"><title>{alt}</title>{body}</svg>'
    )


def symbol_name(shape: Shape) -> str:
    """Return the name of the symbol that a shape draws, one of `SYMBOLS`."""
    template = shape.content and (shape.content.en or shape.content.ru)
    return template.text.strip() if template else ""


class Drawer:
    """Draws a figure for many variants: a shape that is the same in several is drawn once.

    A shape that is the same in all of them is kept with what is `made` of the figure.
    """

    def __init__(self, figure: Figure, filler: Filler, made: Made | None = None) -> None:
        self._figure = figure
        self._filler = filler
        self._made = Made() if made is None else made
        self._ordered = sorted(figure.draw, key=lambda shape: shape.kind in ("symbol", "text", "dot"))
        self._drawn: dict[tuple[int, _Measured], tuple[str, str]] = {}

    @property
    def formulas(self) -> Iterator[Formula]:
        """The formulas that the figure depends on, beside the names in its words."""
        for shape in self._figure.draw:
            yield from (*shape.coordinates, *shape.at)
            yield from (formula for formula in (shape.turn, shape.when) if formula is not None)

    @property
    def words(self) -> Iterator[Templates]:
        """The words of the figure."""
        yield self._figure.alt
        for shape in self._figure.draw:
            yield from (words for words in (shape.content, shape.label) if words is not None)

    def draw(self, reader: Reader) -> Text:
        """Return the figure as SVG in each language that its description is written in."""
        alt = self._filler.plain(self._figure.alt, reader.value)
        parts = [
            self._part(number, shape, reader)
            for number, shape in enumerate(self._ordered)
            if shape.when is None or reader.truth(shape.when)
        ]
        drawn: dict[Language, str] = {}
        for place, language in enumerate(LANGUAGES):
            if language in alt.languages:
                body = "".join([part[place] for part in parts])
                drawn[language] = _frame(self._figure, escape(alt.in_language(language), quote=True), body)
        return Text(**drawn)

    def _part(self, number: int, shape: Shape, reader: Reader) -> tuple[str, str]:
        """Return a shape, and its label if it has one, in English and in Russian."""
        fixed = self._made.once(_draw_fixed, shape, self._figure)
        if fixed is not None:
            return fixed
        measured = _Measured(
            numbers=tuple([reader.number(formula) for formula in shape.coordinates]),
            at=tuple([reader.number(formula) for formula in shape.at]),
            turn=0.0 if shape.turn is None else _turn(shape.turn, reader),
            content=self._filler.plain(shape.content, reader.value) if shape.kind == "text" else NO_TEXT,
            label=self._filler.plain(shape.label, reader.value),
        )
        known = self._drawn.get((number, measured))
        if known is None:
            known = self._drawn[number, measured] = _draw(shape, measured, self._figure)
        return known


class _Measured(NamedTuple):
    """A shape in one variant: its numbers, its angle in degrees anticlockwise, its words."""

    numbers: tuple[float, ...]
    at: tuple[float, ...]
    turn: float
    content: Text
    label: Text


def _draw(shape: Shape, measured: _Measured, figure: Figure) -> tuple[str, str]:
    parts = _Pen(figure.height).draw(shape, measured)
    english, russian = (
        "".join([part if isinstance(part, str) else part.in_language(language) for part in parts])
        for language in LANGUAGES
    )
    return english, russian


def _draw_fixed(shape: Shape, figure: Figure) -> tuple[str, str] | None:
    """Return a shape of written numbers and words alone; None for one that depends on values."""
    trees, filler = [formula.tree for formula in (*shape.coordinates, *shape.at)], Filler()
    numbers = [tree.value for tree in trees if isinstance(tree, Number)]
    words = [one for one in (shape.content, shape.label) if one is not None]
    if len(numbers) < len(trees) or shape.turn is not None or any(map(filler.names_in, words)):
        return None
    measured = _Measured(
        numbers=tuple(numbers[: len(shape.coordinates)]),
        at=tuple(numbers[len(shape.coordinates) :]),
        turn=0.0,
        content=filler.plain(shape.content, no_value) if shape.kind == "text" else NO_TEXT,
        label=filler.plain(shape.label, no_value),
    )
    return _draw(shape, measured, figure)


class _Pen:
    """Draws shapes on paper of a height: pieces of SVG, by language where they are words."""

    def __init__(self, height: float) -> None:
        self._height = height

    def draw(self, shape: Shape, measured: _Measured) -> list[str | Text]:
        """Return the shape, and its label if it has one."""
        body, middle, label_at = self._shape(shape, measured)
        turn = measured.turn
        moved = _attributes(shape.style) + (f' transform="rotate({-turn:.5g} {middle})"' if turn else "")
        drawn: list[str | Text] = [f"<g{moved}>", body, "</g>"] if moved else [body]
        if shape.label is not None:
            drawn.append(_words(measured.label, _turned(label_at, middle, turn)))
        return drawn

    def _shape(self, shape: Shape, measured: _Measured) -> tuple[str | Text, Point, Point]:
        """Return the body, the point it turns about, and where its label stands."""
        numbers, place = measured.numbers, self._points(measured.at)
        match shape.kind:
            case "symbol":
                name = symbol_name(shape)
                body = f'<g transform="translate({place[0]})">{SYMBOLS[name]}</g>'
                return body, place[0], _above(place[0], SIZES.get(name, USUAL_SIZE))
            case "text":
                at = place[0] if place else self._points(numbers)[0]
                return _words(measured.content, at), at, at
            case "circle" | "dot" | "arc":
                return self._round(shape.kind, numbers)
            case "box":
                return self._box(numbers)
            case _:
                return self._path(shape, self._points(numbers))

    def _round(self, kind: str, numbers: Sequence[float]) -> tuple[str, Point, Point]:
        middle = self._points(numbers[:2])[0]
        if kind == "dot":
            body = f'<circle class="ink" cx="{middle.x:.5g}" cy="{middle.y:.5g}" r="4" fill="currentColor" />'
            return body, middle, _above(middle, 18)
        radius = numbers[2] * SCALE
        if kind == "circle":
            body = f'<circle cx="{middle.x:.5g}" cy="{middle.y:.5g}" r="{radius:.5g}" />'
            return body, middle, _above(middle, radius + 14)
        start, end = numbers[3], numbers[4]
        large = int((end - start) % 360 > 180)
        first, last = (_around(middle, radius, angle) for angle in (start, end))
        body = f'<path d="M{first}A{radius:.5g} {radius:.5g} 0 {large} 0 {last}" />'
        return body, middle, _around(middle, radius + 14, (start + end) / 2)

    def _box(self, numbers: Sequence[float]) -> tuple[str, Point, Point]:
        corner = self._points(numbers[:2])[0]
        width, height = numbers[2] * SCALE, numbers[3] * SCALE
        body = (
            f'<rect class="ground" x="{corner.x:.5g}" y="{corner.y - height:.5g}" width="{width:.5g}"'
            f' height="{height:.5g}" fill="Canvas" />'
        )
        return body, corner, Point(corner.x + width / 2, corner.y - height / 2)

    def _path(self, shape: Shape, points: Sequence[Point]) -> tuple[str, Point, Point]:
        middle = Point(
            sum(point.x for point in points) / len(points), sum(point.y for point in points) / len(points)
        )
        label_at = _above(middle, 0 if shape.kind == "polygon" else 14)
        if shape.kind == "curve":
            return f'<path d="{_smooth(points)}" />', middle, label_at
        line = "M" + "L".join(str(point) for point in points)
        if shape.kind == "polygon":
            return f'<path d="{line}Z" />', middle, label_at
        return f'<path d="{line}" />{_head(points) if shape.kind == "arrow" else ""}', middle, label_at

    def _points(self, numbers: Sequence[float]) -> list[Point]:
        pairs = zip(numbers[0::2], numbers[1::2], strict=True)
        return [Point(x * SCALE, (self._height - y) * SCALE) for x, y in pairs]


def _turn(formula: Formula, reader: Reader) -> float:
    """Return an angle in degrees anticlockwise."""
    number = reader.number(formula)
    return number if _is_in_degrees(formula.tree) else math.degrees(number)


def _words(words: Text, place: Point) -> Text:
    attributes = f'class="ink" x="{place.x:.5g}" y="{place.y:.5g}" fill="currentColor" stroke="none"'
    return words.map(lambda text: f"<text {attributes}>{escape(text)}</text>")


def _is_in_degrees(tree: Tree) -> bool:
    """Tell degrees (`30`, `90 - (alpha in deg)`) from an angle as a quantity (`alpha`)."""
    counted = any(isinstance(node, InUnit) and node.unit in ("deg", "°") for node in walk(tree))
    return counted or not names(tree)


def _attributes(style: str) -> str:
    """Return the attributes of a style: words of `STYLES`."""
    words = [word for word in style.replace(",", " ").split() if word in STYLES]
    if not words:
        return ""
    attributes = f' class="{" ".join(words)}"'
    for word in words:
        if word in _DASHES:
            attributes += f' stroke-dasharray="{_DASHES[word]}"'
        if word in _WIDTHS:
            attributes += f' stroke-width="{_WIDTHS[word]}"'
        if word == "filled":
            attributes += ' fill="currentColor" fill-opacity="0.15"'
    return attributes


def _above(point: Point, distance: float) -> Point:
    return Point(point.x, point.y - distance)


def _turned(point: Point, middle: Point, degrees: float) -> Point:
    angle = math.radians(degrees)
    x, y = point.x - middle.x, point.y - middle.y
    sine, cosine = math.sin(angle), math.cos(angle)
    return Point(middle.x + x * cosine + y * sine, middle.y - x * sine + y * cosine)


def _around(middle: Point, radius: float, degrees: float) -> Point:
    angle = math.radians(degrees)
    return Point(middle.x + radius * math.cos(angle), middle.y - radius * math.sin(angle))


def _head(points: Sequence[Point]) -> str:
    """Draw the head of an arrow at the last point; an arrow without length has none."""
    if len(points) < 2:
        return ""
    before, tip = points[-2], points[-1]
    length = math.hypot(tip.x - before.x, tip.y - before.y)
    if not length:
        return ""
    x, y = (tip.x - before.x) / length * _HEAD, (tip.y - before.y) / length * _HEAD
    left, right = (Point(tip.x - x - side * y, tip.y - y + side * x) for side in (0.45, -0.45))
    return f'<path class="ink" d="M{tip}L{left}L{right}Z" fill="currentColor" />'


def _smooth(points: Sequence[Point]) -> str:
    """Return a path through all points: cubic pieces with the slopes of Catmull and Rom."""
    padded = [points[0], *points, points[-1]]
    pieces = [f"M{points[0]}"]
    for place, (start, end) in enumerate(pairwise(points)):
        before, after = padded[place], padded[place + 3]
        first = Point(start.x + (end.x - before.x) / 6, start.y + (end.y - before.y) / 6)
        second = Point(end.x - (after.x - start.x) / 6, end.y - (after.y - start.y) / 6)
        pieces.append(f"C{first} {second} {end}")
    return "".join(pieces)
