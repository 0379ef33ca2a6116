"""Say what was chosen in the words of the options, where a choice's own reading knows their ids alone."""

from collections.abc import Iterable, Mapping

from variants.checkers.verdicts import Reading
from variants.keys import Answer
from variants.prose.plain import plain_text
from variants.texts import Language
from variants.variant import ChoiceShape, Option


def read_choice(answer: Answer, shape: ChoiceShape, language: Language) -> Reading:
    """Return what was chosen as the student read it; the answer is one that its key could read."""
    return Reading(text=lambda: _said(answer, shape, language))


def _said(answer: Answer, shape: ChoiceShape, language: Language) -> str:
    options = _words(shape.options, language)
    if isinstance(answer, Mapping):
        items = _words(shape.items, language)
        pairs = ((items.get(item, item), options.get(chosen, chosen)) for item, chosen in answer.items())
        return "; ".join(f"{item} → {chosen or '…'}" for item, chosen in pairs)
    chosen = [answer] if isinstance(answer, str) else list(answer)
    joint = " < " if shape.pick == "ordering" else "; "
    return joint.join(options.get(name, name) for name in chosen)


def _words(options: Iterable[Option], language: Language) -> dict[str, str]:
    return {option.name: plain_text(option.text.in_language(language)) for option in options}
