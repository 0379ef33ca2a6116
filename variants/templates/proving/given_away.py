"""Whether a text that is read before the answer tells it: the statement, a label, an option, the figure."""

from collections.abc import Iterator

from variants.formulas.trees import Name
from variants.quantities.units import read_unit
from variants.templates.asks import (
    AskLine,
    EquationAsk,
    ExpressionAsk,
    QuantityAsk,
    ReactionAsk,
    SubstanceAsk,
)
from variants.templates.holes import Hole, read_holes
from variants.templates.located import Template
from variants.templates.located_problems import Problems
from variants.templates.proving.displayed import read_before_answering
from variants.templates.task import DependentForm, NumbersForm, Task
from variants.texts import Text


def check_given_away(task: Task, problems: Problems) -> None:
    """Add the texts that print a key, and those that speak of a point of temperature as a difference."""
    for language in task.languages:
        for template in read_before_answering(task, language):
            for hole in read_holes(template.text, language):
                place = (template.line, template.column)
                asked = next((ask for ask in task.asks.values() if hole.name in _keys(task, ask)), None)
                if asked is not None:
                    problems.add(place, _given_away(hole.name, asked.name))
                if _is_step(hole, template) and _is_point(task, hole.name):
                    problems.add(place, _point(hole.name))


def _keys(task: Task, ask: AskLine) -> Iterator[str]:
    """Yield the names that hold what is asked for: its own, and that of its key; a given is known anyway."""
    match ask.form:
        case QuantityAsk(key=key) | ExpressionAsk(key=key) | EquationAsk(key=key):
            tree = key.tree
        case SubstanceAsk(key=key) | ReactionAsk(key=key):
            tree = key.tree
        case _:
            return
    names = {ask.name, tree.name} if isinstance(tree, Name) else {ask.name}
    yield from names - task.given.keys()


def _is_step(hole: Hole, template: Template) -> bool:
    """Tell whether a hole stands where a change does: `нагрели на {{dt}}`, `heated by {{dt}}`."""
    before = template.text[: hole.position].split()
    return bool(before) and before[-1].casefold() in ("на", "by") and hole.manner.unit is None


def _is_point(task: Task, name: str) -> bool:
    """Tell whether a name is a given in degrees with a zero of their own."""
    line = task.given.get(name)
    if line is None or not isinstance(line.form, NumbersForm | DependentForm):
        return False
    return bool(read_unit(line.form.unit).offset)


def _given_away(name: str, ask: str) -> Text:
    return Text(
        en=f"students read `{name}` here before they answer `{ask}`: its key would be given away",
        ru=f"ученик прочтёт здесь `{name}` до того, как ответит на `{ask}`: ключ был бы выдан",
    )


def _point(name: str) -> Text:
    return Text(
        en=f"`{name}` in °C is a point of the scale, but the text speaks of a change: give it in K",
        ru=f"`{name}` в °C — отсчёт по шкале, а в тексте это изменение: возьмите единицу K",
    )
