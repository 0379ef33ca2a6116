"""A scene that is a page of the lab's own, told in words where that page does not run.

Such a page is shown at the bench alone. In the catalogue it is said what can be set and done there, and to a
teacher who steps through a session what was set and what the instruments showed.
"""

from typing import Final

from api.routes.benches.bench_views import (
    BenchState,
    plain_number,
    setting_text,
    settings_text,
    show_instruments,
    unit_text,
    with_unit,
)
from api.routes.benches.bench_words import describe
from labs.documents.settings import Control, Numbers, Range, Wiring, Words
from variants.texts import Language, Text

_OWN_PAGE: Final = Text(
    en="The scene of this lab is a page of its own, which is shown at the bench alone. In words:",
    ru="Сцена этой работы — отдельная страница, она видна только на установке. Словами:",
)
_IS_SET: Final = Text(en="Set: ", ru="Выставлено: ")
_IS_SHOWN: Final = Text(en="Shown: ", ru="Показания: ")
_CAN_BE_SET: Final = Text(en="Can be set: ", ru="Можно выставить: ")
_CAN_BE_DONE: Final = Text(en="Can be done: ", ru="Можно сделать: ")
_OR: Final = Text(en=" or ", ru=" или ")


def retell_moment(state: BenchState, language: Language) -> str:
    """Return the scene as it stands; of a page of the lab's own, settings and readings as well."""
    told = describe(state.lab, state.touch.settings, state.view, language)
    if not state.lab.scene.page:
        return told
    settings = settings_text(state.lab, state.touch.settings, language)
    readings = "; ".join(
        f"{one['label'].in_language(language)} {one['display']} {one['unit']}".rstrip()
        for one in show_instruments(state, language)
        if one["display"]
    )
    return _paragraph(told, ((_IS_SET, settings), (_IS_SHOWN, readings)), language)


def retell_sample(state: BenchState, language: Language) -> str:
    """Return the scene as it is before anything is done; of a page of the lab's own, what it can be asked."""
    told = describe(state.lab, state.touch.settings, state.view, language)
    if not state.lab.scene.page:
        return told
    controls = "; ".join(
        f"{control.label.in_language(language)} — {_choices(control, language)}"
        for control in state.lab.controls.values()
    )
    actions = state.lab.process.actions if state.lab.process else {}
    doings = "; ".join(action.label.in_language(language) for action in actions.values())
    return _paragraph(told, ((_CAN_BE_SET, controls), (_CAN_BE_DONE, doings)), language)


def _paragraph(told: str, facts: tuple[tuple[Text, str], ...], language: Language) -> str:
    sentences = (f"{head.in_language(language)}{words}." for head, words in facts if words)
    return " ".join((_OWN_PAGE.in_language(language), told.strip(), *sentences))


def _choices(control: Control, language: Language) -> str:
    match control.form:
        case Range() as span:
            return _range(span, language)
        case Numbers(numbers=numbers, unit=unit):
            shown = [plain_number(float(number), language) for number in numbers[:-1]]
            last = with_unit(float(numbers[-1]), unit_text(unit, language), language)
            return _either((*shown, last), language)
        case Words(words=words):
            return _either(tuple(setting_text(control, word, language) for word in words), language)
        case Wiring(terminals=terminals):
            return ", ".join(terminal.in_language(language) for terminal in terminals.values())


def _range(span: Range, language: Language) -> str:
    unit = unit_text(span.unit, language)
    low = plain_number(float(span.lowest), language)
    high, step = (with_unit(float(number), unit, language) for number in (span.highest, span.step))
    return Text(
        en=f"from {low} to {high} in steps of {step}", ru=f"от {low} до {high}, шаг {step}"
    ).in_language(language)


def _either(words: tuple[str, ...], language: Language) -> str:
    *first, last = words
    return f"{', '.join(first)}{_OR.in_language(language)}{last}" if first else last
