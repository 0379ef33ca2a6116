"""Attributes that an element may, must or may only together carry, and the kinds of their values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from library_core.preflight.models.value_kinds import Test

Name = tuple[str, str]
Given = Mapping[Name, str]
Fault = Literal["unknown", "value", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeModel:
    """One attribute: its kind as the grammar writes it, and the test of it."""

    name: Name
    kind: str
    test: Test
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherNames:
    """Any attributes: of one namespace or, where that's None, of all; but not these names and namespaces."""

    namespace: str | None
    not_names: frozenset[Name] = frozenset()
    not_namespaces: frozenset[str] = frozenset()

    def takes(self, name: Name) -> bool:
        """Whether an attribute of this name may stand."""
        if self.namespace is not None and name[0] != self.namespace:
            return False
        return name not in self.not_names and name[0] not in self.not_namespaces


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeSet:
    """All these attributes together; `names` are all that stand anywhere in the set."""

    single: Mapping[Name, AttributeModel]
    required: frozenset[Name]
    choices: tuple["AttributeChoice", ...] = ()
    others: tuple[OtherNames, ...] = ()
    names: frozenset[Name] = frozenset()

    @property
    def may_be_absent(self) -> bool:
        """Whether an element without any attribute fits."""
        return not self.required and all(choice.may_be_absent for choice in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeChoice:
    """Sets of which one must fit what is given of all their names."""

    options: tuple[AttributeSet, ...]
    names: frozenset[Name]
    may_be_absent: bool


def choice_of(options: tuple[AttributeSet, ...]) -> AttributeChoice:
    """Return the choice between these sets."""
    return AttributeChoice(
        options=options,
        names=frozenset().union(*(option.names for option in options)),
        may_be_absent=any(option.may_be_absent for option in options),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeFault:
    """What is wrong with one attribute; `kind` is what its value should have been."""

    fault: Fault
    name: Name
    value: str = ""
    kind: str = ""


def faults_of(model: AttributeSet, given: Given) -> list[AttributeFault]:
    """Return what is wrong with the attributes of an element; nothing where they fit."""
    faults = []
    left: dict[Name, str] = {}
    single = model.single
    for name, value in given.items():
        known = single.get(name)
        if known is None:
            left[name] = value
        elif not known.test(value):
            faults.append(AttributeFault(fault="value", name=name, value=value, kind=known.kind))
    if not model.required <= given.keys():
        missing = sorted(model.required - given.keys())
        faults += [AttributeFault(fault="missing", name=name) for name in missing]
    for choice in model.choices:
        if not choice.may_be_absent or not choice.names.isdisjoint(left):
            faults += _faults_of_choice(choice, left)
    for name in left:
        if not any(other.takes(name) for other in model.others):
            faults.append(AttributeFault(fault="unknown", name=name))
    return faults


def _faults_of_choice(choice: AttributeChoice, left: dict[Name, str]) -> list[AttributeFault]:
    own = {name: left.pop(name) for name in choice.names & left.keys()}
    best: list[AttributeFault] | None = None
    for option in choice.options:
        faults = faults_of(option, own)
        if not faults:
            return []
        if best is None or _weight(faults) < _weight(best):
            best = faults
    return best or []


def _weight(faults: list[AttributeFault]) -> int:
    """The least faults explain best; a name that isn't known explains worst."""
    return sum({"value": 2, "missing": 3, "unknown": 4}[fault.fault] for fault in faults)
