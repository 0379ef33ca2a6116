"""What a look at one thing found: its name, how it is, and a sentence that says what to do."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from api.settings import Settings
from variants.texts import Text

Level = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one thing is: `warn` works for now, `fail` doesn't."""

    name: str
    level: Level
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What every look may know: the settings, and the environment that they were read from."""

    settings: Settings
    given: Mapping[str, str]


Look = Callable[[Looked], Iterator[Finding]]


def well(name: str, en: str, ru: str) -> Finding:
    """Return that the thing is as it should be."""
    return Finding(name=name, level="ok", text=Text(en=en, ru=ru))


def doubtful(name: str, en: str, ru: str) -> Finding:
    """Return that the thing works for now."""
    return Finding(name=name, level="warn", text=Text(en=en, ru=ru))


def refused(name: str, text: Text) -> Finding:
    """Return that the thing doesn't work, in the words that the start would refuse it with."""
    return Finding(name=name, level="fail", text=text)


def broken(name: str, en: str, ru: str) -> Finding:
    """Return that the thing doesn't work."""
    return Finding(name=name, level="fail", text=Text(en=en, ru=ru))
