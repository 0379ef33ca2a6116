"""Content of an element as a pattern that is consumed child by child (Brzozowski's derivatives, remembered).

Equal patterns are one object, so what a pattern becomes after a child is worked out once for all books.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

Name = tuple[str, str]
ValueTest = Callable[[str], bool]


class Form(Enum):
    """How a pattern is built."""

    NEVER = "never"
    EMPTY = "empty"
    TEXT = "text"
    ELEMENT = "element"
    VALUE = "value"
    CHOICE = "choice"
    TOGETHER = "together"
    THEN = "then"
    MANY = "many"


@dataclass(slots=True, eq=False)
class Pattern:
    """One pattern; `key` names an element's model, `test` judges the whole text."""

    form: Form
    parts: tuple["Pattern", ...] = ()
    key: str = ""
    test: ValueTest | None = None
    nullable: bool = False
    has_value: bool = False
    steps: dict[Name, tuple["Step", ...]] = field(default_factory=dict)
    after_text: "Pattern | None" = None


Step = tuple[str, Pattern]

NEVER: Final = Pattern(Form.NEVER)
EMPTY: Final = Pattern(Form.EMPTY, nullable=True)
TEXT: Final = Pattern(Form.TEXT, nullable=True)


class Patterns:
    """Builds patterns, each once, and steps over children; `accepts` tells whether a model takes a name."""

    def __init__(self, accepts: Callable[[str, Name], bool]) -> None:
        self._accepts = accepts
        self._known: dict[tuple[object, ...], Pattern] = {}

    def element(self, key: str) -> Pattern:
        """One element with the model of this key."""
        return self._known.setdefault((Form.ELEMENT, key), Pattern(Form.ELEMENT, key=key))

    def value(self, kind: str, test: ValueTest) -> Pattern:
        """Text only, of this kind."""
        made = Pattern(Form.VALUE, key=kind, test=test, nullable=test(""), has_value=True)
        return self._known.setdefault((Form.VALUE, kind), made)

    def choice(self, parts: Iterable[Pattern]) -> Pattern:
        """Any one of these."""
        flat: dict[int, Pattern] = {}
        for part in parts:
            for one in part.parts if part.form is Form.CHOICE else (part,):
                if one is not NEVER:
                    flat[id(one)] = one
        if not flat:
            return NEVER
        if len(flat) == 1:
            return next(iter(flat.values()))
        chosen = tuple(flat.values())
        return self._made(Form.CHOICE, chosen, nullable=any(one.nullable for one in chosen), ordered=False)

    def together(self, first: Pattern, second: Pattern) -> Pattern:
        """Both, their children in any mixture."""
        if NEVER in (first, second):
            return NEVER
        if first is EMPTY:
            return second
        if second is EMPTY:
            return first
        return self._made(Form.TOGETHER, (first, second), nullable=first.nullable and second.nullable)

    def then(self, first: Pattern, second: Pattern) -> Pattern:
        """The first, then the second."""
        if NEVER in (first, second):
            return NEVER
        if first is EMPTY:
            return second
        if second is EMPTY:
            return first
        return self._made(Form.THEN, (first, second), nullable=first.nullable and second.nullable)

    def many(self, part: Pattern) -> Pattern:
        """One or more."""
        if part in (EMPTY, NEVER, TEXT):
            return part
        return self._made(Form.MANY, (part,), nullable=part.nullable)

    def optional(self, part: Pattern) -> Pattern:
        """This or nothing."""
        return part if part.nullable else self.choice((part, EMPTY))

    def _made(
        self, form: Form, parts: tuple[Pattern, ...], *, nullable: bool, ordered: bool = True
    ) -> Pattern:
        identity = tuple(id(part) for part in parts)
        known_by = (form, identity if ordered else frozenset(identity))
        found = self._known.get(known_by)
        if found is None:
            has_value = any(part.has_value for part in parts)
            found = Pattern(form, parts, nullable=nullable, has_value=has_value)
            self._known[known_by] = found
        return found

    def steps(self, pattern: Pattern, name: Name) -> tuple[Step, ...]:
        """Return every model that takes a child of this name here, with what may follow it."""
        found = pattern.steps.get(name)
        if found is None:
            found = tuple(dict.fromkeys(self._worked_out(pattern, name)))
            pattern.steps[name] = found
        return found

    def _worked_out(self, pattern: Pattern, name: Name) -> Iterable[Step]:
        match pattern.form:
            case Form.ELEMENT:
                return [(pattern.key, EMPTY)] if self._accepts(pattern.key, name) else []
            case Form.CHOICE:
                return [step for part in pattern.parts for step in self.steps(part, name)]
            case Form.TOGETHER:
                first, second = pattern.parts
                return [(key, self.together(rest, second)) for key, rest in self.steps(first, name)] + [
                    (key, self.together(first, rest)) for key, rest in self.steps(second, name)
                ]
            case Form.THEN:
                first, second = pattern.parts
                after = [(key, self.then(rest, second)) for key, rest in self.steps(first, name)]
                return after + list(self.steps(second, name)) if first.nullable else after
            case Form.MANY:
                again = self.optional(pattern)
                return [(key, self.then(rest, again)) for key, rest in self.steps(pattern.parts[0], name)]
            case _:
                return []

    def text(self, pattern: Pattern) -> Pattern:
        """Return what may follow after text that isn't blank; NEVER where none may stand."""
        if pattern.after_text is None:
            pattern.after_text = self._after_text(pattern)
        return pattern.after_text

    def _after_text(self, pattern: Pattern) -> Pattern:
        match pattern.form:
            case Form.TEXT | Form.VALUE:
                return pattern
            case Form.CHOICE:
                return self.choice(self.text(part) for part in pattern.parts)
            case Form.TOGETHER:
                first, second = pattern.parts
                return self.choice(
                    (self.together(self.text(first), second), self.together(first, self.text(second)))
                )
            case Form.THEN:
                first, second = pattern.parts
                after = self.then(self.text(first), second)
                return self.choice((after, self.text(second))) if first.nullable else after
            case Form.MANY:
                return self.then(self.text(pattern.parts[0]), self.optional(pattern))
            case _:
                return NEVER


def takes_value(pattern: Pattern, text: str) -> bool:
    """Whether the pattern is satisfied by this text alone."""
    if pattern.test is not None:
        return pattern.test(text)
    if pattern.form is Form.CHOICE:
        return any(takes_value(part, text) for part in pattern.parts)
    return pattern.nullable and (not text.strip() or pattern.form is Form.TEXT)


def wanted(pattern: Pattern) -> tuple[str, ...]:
    """Return keys of elements without which the pattern can't end, as far as it names them."""
    if pattern.nullable:
        return ()
    match pattern.form:
        case Form.ELEMENT:
            return (pattern.key,)
        case Form.TOGETHER | Form.THEN:
            return tuple(key for part in pattern.parts for key in wanted(part))
        case Form.MANY:
            return wanted(pattern.parts[0])
        case Form.CHOICE:
            named = [wanted(part) for part in pattern.parts]
            return named[0] if len(set(named)) == 1 else ()
        case _:
            return ()
