"""Read our grammars: one line a definition.

    use NAME                                another grammar, whose lines these add to and replace
    namespace SHORT                         of elements without a short name
    start NAME : CONTENT                    what a document of this name begins with
    attributes NAME : ATTRIBUTES            a set to be used as +NAME
    group NAME : CONTENT                    content to be used as %NAME
    element KEY NAME : ATTRIBUTES / CONTENT

Attributes: `name=kind` (required), `name?=kind`, `+set`, `{one ; other}`, `*-id-epub:*=any`.
Content: keys with `,` `|` `&` `?` `*` `+`, `text`, `empty`, `never`, `$kind`.
A name may be `svg:g`, `svg:*`, `*`, each with exceptions after `-`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

from library_core.preflight.models.attribute_models import (
    AttributeChoice,
    AttributeModel,
    AttributeSet,
    Name,
    OtherNames,
    choice_of,
)
from library_core.preflight.models.names import NAMESPACES
from library_core.preflight.models.patterns import EMPTY, NEVER, TEXT, Pattern, Patterns
from library_core.preflight.models.value_kinds import test_of

TOKEN: Final = re.compile(r"\s*([%$][^\s()&,|?*+]+|[()&,|?*+]|[^\s()&,|?*+]+)")
NOTHING: Final = AttributeSet(single={}, required=frozenset())


class UnreadableGrammar(Exception):
    """A line of a grammar of ours can't be read: a mistake of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementModel:
    """One element as it may stand somewhere; several models may share a name."""

    key: str
    name: OtherNames | Name
    attributes: AttributeSet
    content: Pattern

    def accepts(self, name: Name) -> bool:
        """Whether an element of this name has this model."""
        return self.name.takes(name) if isinstance(self.name, OtherNames) else self.name == name


@dataclass(slots=True)
class Lines:
    """The lines of a grammar by what they define; later ones replace earlier ones."""

    namespace: str = ""
    starts: dict[str, str] = field(default_factory=dict)
    sets: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    elements: dict[str, tuple[str, str, str]] = field(default_factory=dict)


class Grammar:
    """A grammar that reads each definition when it is first asked for."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._models: dict[str, ElementModel] = {}
        self._sets: dict[str, AttributeSet] = {}
        self._groups: dict[str, Pattern] = {}
        self._names = {key: self._name(line[0]) for key, line in lines.elements.items()}
        self._by_name: dict[Name, tuple[str, ...]] = {}
        self.patterns = Patterns(self._accepts)

    def start(self, name: str) -> Pattern:
        """Return what a document begins with."""
        return self._content(self._lines.starts[name])

    def model(self, key: str) -> ElementModel:
        """Return the model of this key."""
        found = self._models.get(key)
        if found is None:
            _, attributes, content = self._lines.elements[key]
            found = ElementModel(
                key=key,
                name=self._names[key],
                attributes=self._attribute_set(attributes),
                content=self._content(content),
            )
            self._models[key] = found
        return found

    def keys_of(self, name: Name) -> tuple[str, ...]:
        """Return the keys of all models of elements that bear exactly this name."""
        if not self._by_name:
            by_name: dict[Name, list[str]] = {}
            for key, one in self._names.items():
                if not isinstance(one, OtherNames):
                    by_name.setdefault(one, []).append(key)
            self._by_name = {one: tuple(keys) for one, keys in by_name.items()}
        return self._by_name.get(name, ())

    def _accepts(self, key: str, name: Name) -> bool:
        own = self._names[key]
        return own.takes(name) if isinstance(own, OtherNames) else own == name

    def _name(self, text: str) -> OtherNames | Name:
        if "*" not in text:
            return self._plain_name(text, self._lines.namespace)
        return self._other_names(text, self._lines.namespace)

    @staticmethod
    def _plain_name(text: str, namespace: str) -> Name:
        short, colon, local = text.partition(":")
        return (NAMESPACES[short], local) if colon else (namespace, text)

    def _other_names(self, text: str, namespace: str) -> OtherNames:
        head, *rest = re.split(r"-(?=[a-z]+:|\*|[A-Za-z])", text) if ":" in text else text.split("-")
        names = [part for part in rest if not part.endswith(":*")]
        return OtherNames(
            namespace=None if head == "*" else NAMESPACES[head.removesuffix(":*")],
            not_names=frozenset(self._plain_name(part, namespace) for part in names),
            not_namespaces=frozenset(NAMESPACES[part[:-2]] for part in rest if part.endswith(":*")),
        )

    def _named_set(self, name: str) -> AttributeSet:
        if name not in self._sets:
            self._sets[name] = self._attribute_set(self._lines.sets[name])
        return self._sets[name]

    def _attribute_set(self, text: str) -> AttributeSet:
        single: dict[Name, AttributeModel] = {}
        choices: list[AttributeChoice] = []
        others: list[OtherNames] = []
        for part in _parts(text, " "):
            if part[0] == "{":
                options = tuple(self._attribute_set(option) for option in _parts(part[1:-1], ";"))
                choices.append(choice_of(options))
            elif part[0] == "+":
                used = self._named_set(part[1:])
                single.update(used.single)
                choices += used.choices
                others += used.others
            elif "*" in part.partition("=")[0]:
                others.append(self._other_names(part.partition("=")[0], ""))
            else:
                model = self._attribute(part)
                single[model.name] = model
        required = frozenset(name for name, model in single.items() if model.is_required)
        return AttributeSet(
            single=single,
            required=required,
            choices=tuple(choices),
            others=tuple(others),
            names=frozenset(single).union(*(choice.names for choice in choices)),
        )

    def _attribute(self, part: str) -> AttributeModel:
        name, _, kind = part.partition("=")
        return AttributeModel(
            name=self._plain_name(name.rstrip("?"), ""),
            kind=kind,
            test=test_of(kind),
            is_required=not name.endswith("?"),
        )

    def _content(self, text: str) -> Pattern:
        tokens = TOKEN.findall(text)
        pattern, rest = self._together(tokens, 0)
        if rest != len(tokens):
            raise UnreadableGrammar(text)
        return pattern

    def _together(self, tokens: list[str], place: int) -> tuple[Pattern, int]:
        pattern, place = self._repeated(tokens, place)
        while place < len(tokens) and tokens[place] in (",", "|", "&"):
            sign = tokens[place]
            following, place = self._repeated(tokens, place + 1)
            match sign:
                case ",":
                    pattern = self.patterns.then(pattern, following)
                case "|":
                    pattern = self.patterns.choice((pattern, following))
                case _:
                    pattern = self.patterns.together(pattern, following)
        return pattern, place

    def _repeated(self, tokens: list[str], place: int) -> tuple[Pattern, int]:
        if tokens[place] == "(":
            pattern, place = self._together(tokens, place + 1)
            place += 1
        else:
            pattern, place = self._single(tokens[place]), place + 1
        while place < len(tokens) and tokens[place] in ("?", "*", "+"):
            if tokens[place] != "?":
                pattern = self.patterns.many(pattern)
            if tokens[place] != "+":
                pattern = self.patterns.optional(pattern)
            place += 1
        return pattern, place

    def _single(self, token: str) -> Pattern:
        words: Mapping[str, Pattern] = {"text": TEXT, "empty": EMPTY, "never": NEVER}
        if token in words:
            return words[token]
        if token[0] == "$":
            return self.patterns.value(token[1:], test_of(token[1:]))
        if token[0] == "%":
            if token[1:] not in self._groups:
                self._groups[token[1:]] = self._content(self._lines.groups[token[1:]])
            return self._groups[token[1:]]
        if token not in self._lines.elements:
            raise UnreadableGrammar(token)
        return self.patterns.element(token)


def _parts(text: str, mark: str) -> list[str]:
    """Cut at marks outside of braces; empty parts stay only between semicolons."""
    parts, depth, begin = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if sign == mark and depth == 0:
            parts.append(text[begin:place].strip())
            begin = place + 1
    parts.append(text[begin:].strip())
    return parts if mark == ";" else [part for part in parts if part]


@cache
def grammar(name: str) -> Grammar:
    """Return the grammar of this name, read once. Raises UnreadableGrammar."""
    lines = Lines()
    _read(name, lines)
    return Grammar(lines)


def _read(name: str, lines: Lines) -> None:
    text = (files("library_core.preflight.models") / "grammars" / f"{name}.grammar").read_text("utf-8")
    for line in text.splitlines():
        if not line or line.startswith(";"):
            continue
        word, _, rest = line.partition(" ")
        _define(word, rest, lines)


def _define(word: str, rest: str, lines: Lines) -> None:
    head, _, body = rest.partition(" : ")
    match word:
        case "use":
            _read(rest, lines)
        case "namespace":
            lines.namespace = NAMESPACES[rest]
        case "start":
            lines.starts[head] = body
        case "attributes":
            lines.sets[head] = body
        case "group":
            lines.groups[head] = body
        case "element":
            key, _, name = head.partition(" ")
            attributes, _, content = body.rpartition(" / ")
            lines.elements[key] = (name, attributes, content)
        case _:
            raise UnreadableGrammar(f"{word} {rest}")
