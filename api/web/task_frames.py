"""Tasks that nobody has touched yet, as HTML: in a lesson's first minute every task on every page is one.

What is the same for everybody who was dealt a task is rendered once, with gaps for what is a student's own.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from jinja2 import Template
from markupsafe import Markup, escape

from notebooks_engine.showing import ShownAsk, ShownVariant
from variants.texts import Language, Text
from variants.variant import LineShape

_FRAMES_KEPT: Final = 2048
# Unknown outside of this process, so that no text of an author can be taken for a gap.
_SECRET: Final = secrets.token_hex(8)
_GAP: Final = re.compile(f"\ue000{_SECRET}([a-z0-9_]+)\ue001")
_TOUCHED: Final = ("values", "results", "problems", "marks", "notice", "solution")
_OWN: Final = ("check_url", "read_url", "draft_url", "once")
_SHARED: Final = ("place", "reveal", "disabled", "tries_left", "got", "late_notice")

Frame = tuple[tuple[str, ...], tuple[str, ...]]
"""Pieces of a page, and the names of the gaps between them."""


@dataclass(frozen=True, slots=True)
class FramedTasks:
    """Shows tasks of one language; `show_ask` shows an ask, `frame` makes what is the same for everybody."""

    language: Language
    frame: Callable[..., Frame]
    show_ask: Callable[..., Markup]

    def show(self, values: Mapping[str, Any], csrf: Callable[[], str]) -> Markup:
        """Return an untouched task, whose `values` are those that `task.html` expects."""
        task: ShownVariant = values["task"]
        shared = {name: values[name] for name in _SHARED}
        own = frozenset(name for name in _OWN if values[name])
        pieces, gaps = self.frame(
            task.title,
            task.points,
            len(task.hints),
            figure=bool(task.figure.in_language(self.language)),
            own=own,
            **shared,
        )
        filling = {name: escape(values[name]) for name in own} | {"csrf": csrf()}
        filled = (self._fill(gap, filling, task, values) for gap in gaps)
        return Markup("".join([part for pair in zip(pieces, (*filled, ""), strict=True) for part in pair]))

    def _fill(
        self, gap: str, filling: Mapping[str, str], task: ShownVariant, values: Mapping[str, Any]
    ) -> str:
        if gap in filling:
            return filling[gap]
        if gap == "asks":
            return "\n".join(
                [
                    self.show_ask(ask, values["place"], disabled=values["disabled"], reveal=values["reveal"])
                    for ask in task.asks
                ]
            )
        text: Text = task.hints[int(gap[5:])] if gap.startswith("hint_") else getattr(task, gap)
        return text.in_language(self.language)


def is_untouched(values: Mapping[str, Any]) -> bool:
    """Tell whether nothing was entered, judged, marked or said about the task, nor may be shown."""
    return not any(values[name] for name in _TOUCHED)


def make_frames(template: Template) -> Callable[..., Frame]:
    """Return what makes frames of `task.html`, and remembers them."""

    # The key holds every value that the template gets beside the gaps, so equal keys mean equal frames; what
    # is a student's own (statement, numbers, addresses, tokens) is never in a frame.
    @lru_cache(_FRAMES_KEPT)
    def frame(
        title: Text, points: Fraction, hints: int, *, figure: bool, own: frozenset[str], **shared: object
    ) -> Frame:
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
        html = template.render(
            nothing,
            task=task,
            solution=False,
            csrf=lambda: _gap("csrf"),
            show_ask=lambda *_, **__: Markup(_gap("asks")),
            **{name: _gap(name) if name in own else None for name in _OWN},
            **shared,
        )
        parts = _GAP.split(html)
        return tuple(parts[::2]), tuple(parts[1::2])

    return frame


def _gap(name: str) -> str:
    return f"\ue000{_SECRET}{name}\ue001"


def _gap_text(name: str) -> Text:
    return Text(en=_gap(name), ru=_gap(name))
