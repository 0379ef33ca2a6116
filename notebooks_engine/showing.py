"""What of a variant a page may show: keys and solution stay inside until they are asked for by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from variants.checkers.registry import type_key
from variants.keys import Answer, Kind
from variants.texts import Language, Text
from variants.variant import ChoiceShape, Option, Shape, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAsk:
    """An ask without its key; `points` are those of the slot; `right` is typed as a student would."""

    name: str
    kind: Kind
    points: Fraction
    label: Text
    shape: Shape
    right: Mapping[Language, Answer] = field(default_factory=dict, hash=False)


class HashedAsks(tuple[ShownAsk, ...]):
    """Asks that are hashed once: they are looked up for each task of each page, and their shapes are deep."""

    _hash: int | None = None

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = super().__hash__()
        return self._hash


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVariant:
    """A variant as a page may see it. Without `solved`, `solution` and every `right` are empty."""

    task: str
    number: int
    title: Text
    statement: Text
    hints: tuple[Text, ...]
    figure: Text
    asks: tuple[ShownAsk, ...]
    solved: bool
    solution: Text = Text()

    @property
    def points(self) -> Fraction:
        """All points of the asks together."""
        return points_of(self.asks)


def points_of(asks: Iterable[ShownAsk]) -> Fraction:
    """Return all points of asks together."""
    return sum((ask.points for ask in asks), Fraction(0))


def show_variant(variant: Variant, points: Mapping[str, Fraction], *, solved: bool) -> ShownVariant:
    """Return what a page may show of a variant: givens only in its words, keys only if `solved`."""
    asks = tuple(
        ShownAsk(
            name=ask.name,
            kind=ask.kind,
            points=points[ask.name],
            label=ask.label,
            shape=ask.shape if solved else _without_remarks(ask.shape),
            right={language: type_key(ask.key, language) for language in variant.statement.languages}
            if solved and ask.kind != "lab"
            else {},
        )
        for ask in variant.asks
    )
    return ShownVariant(
        task=variant.task,
        number=variant.number,
        title=variant.title,
        statement=variant.statement,
        hints=variant.hints,
        figure=variant.figure,
        asks=asks,
        solved=solved,
        solution=variant.solution if solved else Text(),
    )


def _without_remarks(shape: Shape) -> Shape:
    """Take out what an option says when chosen: it tells which options are wrong."""
    if not isinstance(shape, ChoiceShape):
        return shape
    return replace(shape, options=_silent(shape.options), items=_silent(shape.items))


def _silent(options: tuple[Option, ...]) -> tuple[Option, ...]:
    return tuple(Option(name=option.name, text=option.text) for option in options)
