"""Look at the texts of every variant: each hole shows something in each language, with the word that fits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from variants.proofs.typed_answers import Fault
from variants.templates.asking.scene import Scene
from variants.templates.display.printing import Manner
from variants.templates.holes import read_holes
from variants.templates.located import Formula, Templates
from variants.templates.task import Task
from variants.templates.text_checks import texts_of_ask
from variants.templates.values import NoValue, WordValue
from variants.texts import LANGUAGES, Language, Text
from variants.variant import ChoiceShape, Variant

_NO_NUMBER: Final = re.compile(r"(?<![\w-])(nan|inf)(?![\w-])")
_COUNTED: Final = re.compile(r"(?P<number>[-−]?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?)\s(?P<word>.+)")


@dataclass(frozen=True, slots=True)
class ShownHole:
    """A hole of a text: shown where the passage's condition holds."""

    name: str
    manner: Manner
    language: Language
    when: Formula | None


def holes_of(task: Task) -> tuple[ShownHole, ...]:
    """Return the holes of all texts of a task, each once."""
    texts: list[tuple[Templates | None, Formula | None]] = [
        (passage.texts, passage.when) for passage in (*task.statement, *task.hints, *task.solution)
    ]
    texts += [(mistake.say, mistake.when) for mistake in task.mistakes]
    texts += [(templates, None) for ask in task.asks.values() for templates in texts_of_ask(ask)]
    found: dict[ShownHole, None] = {}
    for templates, when in texts:
        for language in LANGUAGES:
            template = None if templates is None else templates.in_language(language)
            for hole in () if template is None else read_holes(template.text, language):
                found[ShownHole(hole.name, hole.manner, language, when)] = None
    return tuple(found)


def hole_faults(holes: Sequence[ShownHole], scene: Scene) -> Iterator[Fault]:
    """Yield what is missing where a variant's values should stand, and words that don't fit their numbers."""
    for hole in holes:
        if hole.when is not None and not scene.holds(hole.when):
            continue
        try:
            value = scene.value(hole.name)
        except NoValue:
            yield Fault(ask="", message=_nothing(hole.name))
            continue
        if isinstance(value, WordValue) and value.text.languages:
            if not getattr(value.text, hole.language):
                yield Fault(ask="", message=_nothing(hole.name))
        elif hole.manner.forms:
            words = scene.stage.filler.printed(value, hole.language, hole.manner).filling.words
            if not _is_right_form(words, hole):
                said = Text(en=f"the wrong form of the word: {words}", ru=f"не та форма слова: {words}")
                yield Fault(ask="", message=said)


def _nothing(name: str) -> Text:
    return Text(
        en=f"`{name}` has no value to be shown in the text", ru=f"для `{name}` нечего напечатать в тексте"
    )


def _is_right_form(words: str, hole: ShownHole) -> bool:
    """Say by the printed digits alone which form of a counted word belongs there."""
    found = _COUNTED.fullmatch(words)
    if found is None:
        return False
    digits = re.sub(r"[\s\u00a0\u202f]", "", found["number"]).replace("−", "-").replace(",", ".")
    return found["word"] == hole.manner.forms[_place_of_form(Decimal(digits), hole.language)]


def _place_of_form(number: Decimal, language: Language) -> int:
    whole = abs(number)
    if whole != whole.to_integral_value():
        return 1
    if language == "en":
        return 0 if whole == 1 else 1
    tail = f"{int(whole):02d}"[-2:]
    if tail[0] == "1" or tail[1] in "056789":
        return 2
    return 0 if tail[1] == "1" else 1


def variant_faults(variant: Variant, task: Task) -> Iterator[Fault]:
    """Yield what a whole variant lacks: words in a language, an answer among options that read alike."""
    for language in task.languages:
        shown = [part.in_language(language) for part in (variant.statement, *variant.hints, variant.figure)]
        solution = variant.solution.in_language(language)
        empty = not shown[0].strip() or (task.solution and not solution.strip())
        if empty or any(map(_has_gap, (*shown, solution))):
            yield Fault(ask="", message=_EMPTY)
        for ask in variant.asks:
            if isinstance(ask.shape, ChoiceShape):
                read = [option.text.in_language(language) for option in ask.shape.options]
                if len(set(read)) < len(read) or len(read) < 2 or not all(read):
                    yield Fault(ask=ask.name, message=_ALIKE)


def _has_gap(text: str) -> bool:
    # Looking for a few letters first is much faster than the pattern, and nearly always enough.
    return "\ue000" in text or (("nan" in text or "inf" in text) and _NO_NUMBER.search(text) is not None)


_EMPTY: Final = Text(
    en="the statement or the solution is empty or has a gap",
    ru="условие или решение пусто или с пропуском",
)
_ALIKE: Final = Text(
    en="two options read alike, or there is only one",
    ru="два варианта ответа читаются одинаково, или он один",
)
