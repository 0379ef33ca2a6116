"""Variants and keys as JSON and back, without loss: what an attempt freezes is what is checked years later.

Fractions are written as text; keys and shapes carry their class under `is`, because a field may hold any of
them; a field that older data lacks takes its default.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache, lru_cache
from math import isfinite
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from variants.keys import (
    ChoiceKey,
    CollectionKey,
    EquationKey,
    ExpressionKey,
    FormulaKey,
    InequalityKey,
    Key,
    KnownMistake,
    LabKey,
    PlotKey,
    QuantityKey,
    ReactionKey,
    TableKey,
    TextKey,
)
from variants.texts import Text, text_from_json, text_to_json
from variants.variant import ChoiceShape, LabShape, LineShape, PlotShape, TableShape, Variant

_TAGS: Final[Mapping[str, type]] = {
    "quantity": QuantityKey,
    "expression": ExpressionKey,
    "equation": EquationKey,
    "inequality": InequalityKey,
    "collection": CollectionKey,
    "formula": FormulaKey,
    "reaction": ReactionKey,
    "choice": ChoiceKey,
    "table": TableKey,
    "plot": PlotKey,
    "text": TextKey,
    "lab": LabKey,
    "choice_shape": ChoiceShape,
    "table_shape": TableShape,
    "plot_shape": PlotShape,
    "line_shape": LineShape,
    "lab_shape": LabShape,
}
T = TypeVar("T")
Writing = Callable[[Any], str]
Thawing = Callable[[Any], Any]
_TAG_OF: Final = {kind: tag for tag, kind in _TAGS.items()}


class NotFrozen(ValueError):
    """This JSON was not written by this module, or by a version of it that is no longer read."""


def variant_to_text(variant: Variant) -> str:
    """Return the variant, keys included, as JSON without spaces."""
    return _write(variant)


def variant_to_json(variant: Variant) -> dict[str, Any]:
    """Return the variant, keys included, as plain data for JSON."""
    return cast(dict[str, Any], json.loads(_write(variant)))


def variant_from_json(data: Mapping[str, Any]) -> Variant:
    """Read what `variant_to_json` wrote. Raises NotFrozen."""
    return cast(Variant, _thaw(data, Variant))


def key_to_json(key: Key) -> dict[str, Any]:
    """Return a key of any kind as plain data for JSON."""
    return cast(dict[str, Any], json.loads(_write(key)))


def key_from_json(data: Mapping[str, Any]) -> Key:
    """Read what `key_to_json` wrote. Raises NotFrozen."""
    return cast(Key, _thaw(data, Key))


def mistake_to_json(mistake: KnownMistake) -> dict[str, Any]:
    """Return a named mistake as plain data for JSON."""
    return cast(dict[str, Any], json.loads(_write(mistake)))


def mistake_from_json(data: Mapping[str, Any]) -> KnownMistake:
    """Read what `mistake_to_json` wrote. Raises NotFrozen."""
    return cast(KnownMistake, _thaw(data, KnownMistake))


def value_to_text(value: object) -> str:
    """Return a frozen value of texts, shapes, fractions and plain data as JSON without spaces."""
    return _write(value)


def value_from_text(text: str, kind: type[T]) -> T:
    """Read what `value_to_text` wrote of a value of this class. Raises NotFrozen."""
    return cast(T, _thaw(json.loads(text), kind))


def _write(value: Any) -> str:  # noqa: ANN401 - any field of any value class
    return _WRITINGS[type(value)](value)


class _Writings(dict[Any, Writing]):
    """How values of each class are written: the fields of a class are looked up once for all its values."""

    def __missing__(self, kind: type) -> Writing:
        self[kind] = found = _writing(kind)
        return found


def _writing(kind: Any) -> Writing:  # noqa: ANN401 - any value class
    if is_dataclass(kind):
        return _writing_of_class(kind)
    if issubclass(kind, Mapping):
        return _write_mapping
    return _write_row if issubclass(kind, tuple | list) else _plain


def _writing_of_class(kind: Any) -> Writing:  # noqa: ANN401 - as above
    names = [one.name for one in fields(kind)]
    labels = [f",{_quoted(name)}:" for name in names]
    tag = _TAG_OF.get(kind)
    if not names:
        empty = f'{{"is":{_quoted(tag)}}}' if tag else "{}"
        return lambda _: empty
    labels[0] = f'{{"is":{_quoted(tag)}{labels[0]}' if tag else "{" + labels[0][1:]
    labelled = tuple(zip(labels, map(attrgetter, names), strict=True))

    def write(value: Any) -> str:  # noqa: ANN401 - as above
        parts = [label + _WRITINGS[type(one := read(value))](one) for label, read in labelled]
        return "".join(parts) + "}"

    return write


# A class has its labels, hints and remarks in common; a page repeats what stands in the whole.
@lru_cache(maxsize=1024)
def _write_text(text: Text) -> str:
    if text.en is None or text.ru is None:
        return _write_mapping(text_to_json(text))
    return f'{{"en":{_quoted(text.en)},"ru":{_quoted(text.ru)}}}'


def _write_mapping(mapping: Mapping[str, Any]) -> str:
    return "{" + ",".join([f"{_quoted(name)}:{_write(one)}" for name, one in mapping.items()]) + "}"


def _write_row(row: Sequence[Any]) -> str:
    return "[" + ",".join([_WRITINGS[type(one)](one) for one in row]) + "]" if row else "[]"


_quoted: Final[Writing] = json.encoder.encode_basestring
_plain: Final[Writing] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_WRITINGS: Final = _Writings()
_WRITINGS[str] = _quoted
_WRITINGS[int] = int.__repr__
_WRITINGS[float] = lambda number: float.__repr__(number) if isfinite(number) else _plain(number)
_WRITINGS[bool] = lambda truth: "true" if truth else "false"
_WRITINGS[NoneType] = lambda _: "null"
_WRITINGS[Fraction] = lambda fraction: f'"{fraction}"'
_WRITINGS[Text] = _write_text


def _thaw(data: Any, kind: Any) -> Any:  # noqa: ANN401 - any field of any value class
    """Build a value of the annotated type from plain data."""
    try:
        return _thawing(kind)(data)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise NotFrozen(f"{kind}: {error}") from error


@cache
def _thawing(kind: Any) -> Thawing:  # noqa: ANN401 - as above
    """Return how a value of the annotated type is built: annotations are looked at once for all values."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _thawing_of_union(get_args(kind))
    if kind is Any or origin is Literal or kind in (str, int, float, bool, NoneType):
        return _as_it_is
    if kind is Text:
        return text_from_json
    if kind is Fraction:
        return _fraction
    if origin is tuple:
        return _thawing_of_tuple(get_args(kind))
    if origin is Mapping:
        each = _thawing(get_args(kind)[1])
        return lambda data: {name: each(one) for name, one in data.items()}
    return _thawing_of_class(kind)


# The same few fractions stand in all that is frozen.
@lru_cache(maxsize=1024)
def _fraction(text: str) -> Fraction:
    return Fraction(text)


def _as_it_is(data: Any) -> Any:  # noqa: ANN401 - as above
    return data


def _thawing_of_class(kind: type) -> Thawing:
    hints = get_type_hints(kind)
    names = {one.name for one in fields(kind)}
    ways = [(name, way) for name in names if (way := _thawing(hints[name])) is not _as_it_is]

    def thaw(data: Any) -> Any:  # noqa: ANN401 - as above
        given = {name: data[name] for name in names.intersection(data)}
        for name, way in ways:
            if name in given:
                given[name] = way(given[name])
        return kind(**given)

    return thaw


def _thawing_of_union(kinds: tuple[Any, ...]) -> Thawing:
    others = [kind for kind in kinds if kind is not NoneType]
    optional = len(others) < len(kinds)

    def thaw(data: Any) -> Any:  # noqa: ANN401 - as above
        if data is None and optional:
            return None
        if isinstance(data, dict) and "is" in data:
            tagged = _TAGS.get(data["is"])
            if tagged not in kinds:
                raise NotFrozen(f"{data['is']!r} can't stand here")
            # Looked up here and not above: the cells of a table may hold keys of any kind again.
            return _thawing(tagged)(data)
        if len(others) != 1:
            raise NotFrozen("an object without its kind")
        return _thawing(others[0])(data)

    return thaw


def _thawing_of_tuple(kinds: tuple[Any, ...]) -> Thawing:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        each = _thawing(kinds[0])
        return lambda data: tuple([each(one) for one in data])
    ways = tuple(map(_thawing, kinds))
    return lambda data: tuple(way(one) for way, one in zip(ways, data, strict=True))
