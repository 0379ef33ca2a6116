"""Tasks as HTML: what is the same for everybody who was dealt one is rendered once, with gaps for their own.

That is how nearly every task of a lesson is shown: untouched, being written, or checked.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from jinja2 import Template
from markupsafe import Markup, escape

from api.web.gaps import Frame, Gap, cut
from notebooks_engine.showing import ShownAsk, ShownVariant, points_of
from variants.texts import Language, Text
from variants.variant import LineShape

_FRAMES_KEPT: Final = 2048
_OTHERWISE: Final = ("problems", "marks", "notice", "solution", "regraded", "appeals")
_BETWEEN: Final = "\n"
"""Stands in no address and in no key."""
_OWN: Final = ("check_url", "read_url", "draft_url", "once")
_SHARED: Final = ("place", "reveal", "disabled", "tries_left", "got", "late_notice")
_Shape = tuple[Any, ...]
"""How many hints there are, whether a figure, and the names of those of `_OWN` that are given."""


class FramedTasks:
    """Shows tasks of one language by `task.html`; what it makes for everybody alike is remembered."""

    def __init__(self, language: Language, template: Template, show_ask: Callable[..., Markup]) -> None:
        self._language = language
        self._template = template
        self._show_ask = show_ask
        # The keys hold every value that the template gets beside the gaps, so equal keys mean equal frames;
        # what is a student's own (statement, addresses, tokens, answers) is never in a frame.
        self._frame = lru_cache(_FRAMES_KEPT)(self._make_frame)
        self._untouched = lru_cache(_FRAMES_KEPT)(self._fill_untouched)

    def show(self, values: Mapping[str, Any], csrf: Callable[[], str]) -> Markup:
        """Return a task that has a frame, whose `values` are those that `task.html` expects."""
        task: ShownVariant = values["task"]
        filling = {
            "csrf": csrf(),
            "known": str(values.get("known", 0)),
            "statement": task.statement.in_language(self._language),
            "figure": task.figure.in_language(self._language),
        }
        own = [name for name in _OWN if values[name]]
        if own:
            # Escaped together: one of them alone takes as long as all.
            escaped = str(escape(_BETWEEN.join([values[name] for name in own])))
            filling.update(zip(own, escaped.split(_BETWEEN), strict=True))
        filling.update(
            [(f"hint_{number}", hint.in_language(self._language)) for number, hint in enumerate(task.hints)]
        )
        shape = (len(task.hints), bool(filling["figure"]), *own)
        shared = [values[name] for name in _SHARED]
        if not values["values"] and not values["results"]:
            return self._untouched(task.title, task.asks, shape, *shared).fill(filling)
        filling["asks"] = "\n".join([self._show_entered(ask, values) for ask in task.asks])
        return self._frame(task.title, task.points, shape, *shared).fill(filling)

    def _show_entered(self, ask: ShownAsk, values: Mapping[str, Any]) -> str:
        return self._show_ask(
            ask,
            values["place"],
            value=values["values"].get(ask.name),
            result=values["results"].get(ask.name),
            disabled=values["disabled"],
            reveal=values["reveal"],
        )

    def _fill_untouched(
        self,
        title: Text,
        asks: tuple[ShownAsk, ...],
        shape: _Shape,
        *shared: Any,  # noqa: ANN401 - as in `_SHARED`
    ) -> Frame:
        frame = self._frame(title, points_of(asks), shape, *shared)
        named = dict(zip(_SHARED, shared, strict=True))
        shown = [self._show_ask(ask, named["place"], disabled=named["disabled"]) for ask in asks]
        return frame.close("asks", "\n".join(shown))

    def _make_frame(
        self,
        title: Text,
        points: Fraction,
        shape: _Shape,
        *shared: Any,  # noqa: ANN401 - as in `_SHARED`
    ) -> Frame:
        hints, figure, *own = shape
        ask = ShownAsk(name="asks", kind="quantity", points=points, label=Text(), shape=LineShape())
        task = ShownVariant(
            task="",
            number=0,
            title=title,
            statement=_gap_text("statement"),
            hints=tuple(_gap_text(f"hint_{number}") for number in range(hints)),
            figure=_gap_text("figure") if figure else Text(),
            asks=(ask,),
            solved=False,
        )
        nothing: dict[str, Any] = {"values": {}, "results": {}, "problems": {}, "marks": {}, "notice": ""}
        return cut(
            self._template.render(
                nothing,
                task=task,
                solution=False,
                csrf=lambda: Gap("csrf"),
                known=Gap("known"),
                show_ask=lambda *_, **__: Gap("asks"),
                **{name: Gap(name) if name in own else None for name in _OWN},
                **dict(zip(_SHARED, shared, strict=True)),
            )
        )


def has_frame(values: Mapping[str, Any]) -> bool:
    """Tell whether the task is shown like that to everybody, but for what stands in its asks."""
    return not any([values.get(name) for name in _OTHERWISE])


def _gap_text(name: str) -> Text:
    gap = str(Gap(name))
    return Text(en=gap, ru=gap)
