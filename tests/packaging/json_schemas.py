"""What a JSON schema refuses in a document: so much of draft 2020-12 as the Compose specification uses."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

Part: TypeAlias = Any
"""Any part of a document or of a schema."""

_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_SAID: Final = frozenset({"$schema", "$id", "$defs", "title", "description", "default", "deprecated"})


class UnknownWord(Exception):
    """The schema uses a word that is not understood here: a newer one was put in its place."""


def refusals(document: Part, schema: Mapping[str, Any]) -> list[str]:
    """Return what is refused, each with its place. Raises UnknownWord."""
    return list(_refusals(document, schema, schema, "$"))


def _refusals(value: Part, schema: Part, root: Mapping[str, Any], at: str) -> Iterator[str]:
    if schema is True or schema is False:
        if not schema:
            yield f"{at} may not be there"
        return
    for word, said in schema.items():
        if word in _SAID or word in ("patternProperties", "additionalProperties", "unevaluatedProperties"):
            continue
        if word not in _WORDS:
            raise UnknownWord(word)
        yield from _WORDS[word](value, said, root, at)
    if isinstance(value, dict):
        yield from _further(value, schema, root, at)


def _further(
    value: dict[str, Any], schema: Mapping[str, Any], root: Mapping[str, Any], at: str
) -> Iterator[str]:
    """Look at properties by pattern, and at those that are not named at all."""
    patterns = schema.get("patternProperties", {})
    rest, named, known = (
        schema.get("additionalProperties", True),
        {*schema.get("properties", {})},
        {*patterns},
    )
    if "unevaluatedProperties" in schema:
        rest, (named, known) = schema["unevaluatedProperties"], _named(schema, root)
    for name, part in value.items():
        fitting = [inner for pattern, inner in patterns.items() if re.search(pattern, str(name))]
        if name not in named and not any(re.search(pattern, str(name)) for pattern in known):
            fitting.append(rest)
        for inner in fitting:
            yield from _refusals(part, inner, root, f"{at}.{name}")


def _named(schema: Mapping[str, Any], root: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """Return the properties and the patterns of a schema and of all that it is put together from."""
    named, known = {*schema.get("properties", {})}, {*schema.get("patternProperties", {})}
    for one in (*schema.get("allOf", ()), *([_found(schema["$ref"], root)] if "$ref" in schema else ())):
        inner_named, inner_known = _named(one, root)
        named |= inner_named
        known |= inner_known
    return named, known


def _type(value: Part, said: str | Sequence[str], _root: object, at: str) -> Iterator[str]:
    allowed = [said] if isinstance(said, str) else said
    fits = (
        "boolean" in allowed
        if isinstance(value, bool)
        else any(isinstance(value, _TYPES[one]) for one in allowed)
    )
    if not fits:
        yield f"{at} is not {said}"


def _properties(value: Part, said: Mapping[str, Any], root: Mapping[str, Any], at: str) -> Iterator[str]:
    for name in said.keys() & (value if isinstance(value, dict) else {}):
        yield from _refusals(value[name], said[name], root, f"{at}.{name}")


def _items(value: Part, said: Part, root: Mapping[str, Any], at: str) -> Iterator[str]:
    for number, part in enumerate(value if isinstance(value, list) else []):
        yield from _refusals(part, said, root, f"{at}[{number}]")


def _ref(value: Part, said: str, root: Mapping[str, Any], at: str) -> Iterator[str]:
    yield from _refusals(value, _found(said, root), root, at)


def _found(reference: str, root: Mapping[str, Any]) -> Part:
    found: Any = root
    for name in reference.removeprefix("#/").split("/"):
        found = found[name]
    return found


def _fitting(value: Part, said: Sequence[Any], root: Mapping[str, Any], at: str) -> int:
    return sum(not list(_refusals(value, one, root, at)) for one in said)


def _one_of(value: Part, said: Sequence[Any], root: Mapping[str, Any], at: str) -> Iterator[str]:
    if _fitting(value, said, root, at) != 1:
        yield f"{at} is not exactly one of what it may be"


def _any_of(value: Part, said: Sequence[Any], root: Mapping[str, Any], at: str) -> Iterator[str]:
    if not _fitting(value, said, root, at):
        yield f"{at} is none of what it may be"


def _all_of(value: Part, said: Sequence[Any], root: Mapping[str, Any], at: str) -> Iterator[str]:
    for one in said:
        yield from _refusals(value, one, root, at)


def _required(value: Part, said: Sequence[str], _root: object, at: str) -> Iterator[str]:
    yield from (f"{at} lacks {name}" for name in said if isinstance(value, dict) and name not in value)


def _enum(value: Part, said: Sequence[Any], _root: object, at: str) -> Iterator[str]:
    if value not in said:
        yield f"{at} is none of {said}"


def _pattern(value: Part, said: str, _root: object, at: str) -> Iterator[str]:
    if isinstance(value, str) and not re.search(said, value):
        yield f"{at} does not fit {said}"


def _minimum(value: Part, said: float, _root: object, at: str) -> Iterator[str]:
    if isinstance(value, int | float) and value < said:
        yield f"{at} is less than {said}"


def _maximum(value: Part, said: float, _root: object, at: str) -> Iterator[str]:
    if isinstance(value, int | float) and value > said:
        yield f"{at} is more than {said}"


def _unique(value: Part, said: Part, _root: object, at: str) -> Iterator[str]:
    if said and isinstance(value, list) and len({repr(one) for one in value}) != len(value):
        yield f"{at} holds something twice"


_WORDS: Final[Mapping[str, Callable[[Any, Any, Any, str], Iterator[str]]]] = {
    "type": _type,
    "properties": _properties,
    "items": _items,
    "$ref": _ref,
    "oneOf": _one_of,
    "anyOf": _any_of,
    "allOf": _all_of,
    "required": _required,
    "enum": _enum,
    "pattern": _pattern,
    "minimum": _minimum,
    "maximum": _maximum,
    "uniqueItems": _unique,
}
