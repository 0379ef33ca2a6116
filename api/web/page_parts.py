"""Tasks, asks and the small parts that pages repeat, as HTML: what looks alike for everybody is made once."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from api.web.ask_frames import FramedAsks, has_line
from api.web.help_pages import PATH, hint_for
from api.web.task_frames import FramedTasks, has_frame
from notebooks_engine.showing import ShownAsk
from variants.checkers.verdicts import Verdict
from variants.texts import Language

_ASKS_KEPT: Final = 4096
_PARTS_KEPT: Final = 1024
_ROWS_KEPT: Final = 4096
_PARTS: Final = ("badge", "demanded", "score", "points_word", "plot_words")


def add_parts(environment: Environment, language: Language) -> None:
    """Give every template the parts that stand many times on a page, without importing them each time."""
    parts: Any = environment.get_template("macros/parts.html").module
    # A part is made of its arguments and of the words of the language, and of nothing that is a person's.
    environment.globals.update({name: lru_cache(_PARTS_KEPT)(getattr(parts, name)) for name in _PARTS})
    # A class is looked at every few seconds, and of most students nothing has changed.
    environment.globals["live_cells"] = lru_cache(_ROWS_KEPT)(parts.live_cells)
    environment.globals["show_progress"] = _show_progress(environment)
    environment.globals["how_to_type"] = _how_to_type(environment, language)
    environment.globals["show_verdict"] = show_verdict = _show_verdict(environment)
    show_ask = _show_ask(environment, language, show_verdict)
    environment.globals["show_ask"] = show_ask
    environment.globals["show_task"] = _show_task(environment, language, show_ask)


def _show_progress(environment: Environment) -> Callable[..., Markup]:
    """Return what tells how far a student is in a notebook."""
    template = environment.get_template("student/progress.html")

    @lru_cache(_PARTS_KEPT)
    def show_progress(done: int, slots: int, got: Fraction | None, possible: Fraction) -> Markup:
        return Markup(template.render(done=done, slots=slots, got=got, possible=possible))

    return show_progress


def _how_to_type(environment: Environment, language: Language) -> Callable[[str], Markup]:
    """Return what puts the hint of a kind of answer at its input."""
    template = environment.get_template("ask/how_to_type.html")

    @lru_cache
    def how_to_type(kind: str) -> Markup:
        return Markup(template.render(section=hint_for(kind, language), path=PATH))

    return how_to_type


def _show_task(
    environment: Environment, language: Language, show_ask: Callable[..., Markup]
) -> Callable[..., Markup]:
    """Return how a task is shown: on its own, since an include hands on the whole page around it."""
    template = environment.get_template("task.html")
    framed = FramedTasks(language, template, show_ask)

    def show_task(values: Mapping[str, Any], csrf: Callable[[], str]) -> Markup:
        if has_frame(values):
            return framed.show(values, csrf)
        return Markup(template.render(values, csrf=csrf))

    return show_task


def _show_verdict(environment: Environment) -> Callable[[ShownAsk, Verdict], Markup]:
    """Return how the verdict on an ask is shown to who has entered the answer."""
    template = environment.get_template("ask/verdict.html")

    def show_verdict(ask: ShownAsk, result: Verdict) -> Markup:
        return Markup(template.render(ask=ask, result=result))

    return show_verdict


def _show_ask(
    environment: Environment, language: Language, show_verdict: Callable[[ShownAsk, Verdict], Markup]
) -> Callable[..., Markup]:
    """Return how an ask is shown; with nothing entered and nothing judged, it is remembered."""
    template = environment.get_template("ask/ask.html")
    framed = FramedAsks(language, template, show_verdict)

    # The key holds every value that the template gets, so equal keys mean equal pages, whoever asks.
    # No answer, verdict, mark or right answer is among them, nor whose page it is.
    @lru_cache(_ASKS_KEPT)
    def untouched(ask: ShownAsk, place: str, *, disabled: bool) -> Markup:
        return render(ask, place, disabled=disabled, reveal=False)

    def render(ask: ShownAsk, place: str, **values: object) -> Markup:
        nothing = {"value": None, "result": None, "problem": None, "mark": None}
        return Markup(template.render(nothing, ask=ask, place=place, **values))

    def show_ask(
        ask: ShownAsk, place: str, *, disabled: bool, reveal: bool = False, **entered: object
    ) -> Markup:
        if ask.right or any(value is not None for value in entered.values()):
            show = framed.show if has_line(ask, entered) else render
            return show(ask, place, disabled=disabled, reveal=reveal, **entered)
        return untouched(ask, place, disabled=disabled)

    return show_ask
