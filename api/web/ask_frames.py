"""Asks answered in one line, as HTML: an input is rendered once for all, with gaps for what is theirs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from jinja2 import Template
from markupsafe import Markup, escape

from api.web.gaps import Frame, Gap, cut
from notebooks_engine.showing import ShownAsk
from variants.checkers.verdicts import Verdict
from variants.texts import Language
from variants.variant import LineShape

_FRAMES_KEPT: Final = 4096
_BLANK: Final = frozenset({"not_answered", "empty"})
_OTHERWISE: Final = ("problem", "mark", "appeal")
_NOTHING: Final[Mapping[str, Any]] = {"value": None, "result": None, "problem": None, "mark": None}


@dataclass(frozen=True, slots=True)
class _Judged:
    """All that an ask itself shows of its verdict, whose words stand in a gap."""

    outcome: str
    reason: str


class FramedAsks:
    """Shows asks of one language by `ask/ask.html`; what it makes for everybody alike is remembered."""

    def __init__(
        self, language: Language, template: Template, show_verdict: Callable[[ShownAsk, Verdict], Markup]
    ) -> None:
        self._language = language
        self._template = template
        self._show_verdict = show_verdict
        # The keys hold every value that the template gets beside the gaps, so equal keys mean equal frames;
        # what is a student's own (the answer, its verdict, the right answer) is never in a frame.
        self._frame = lru_cache(_FRAMES_KEPT)(self._make_frame)

    def show(self, ask: ShownAsk, place: str, *, disabled: bool, reveal: bool, **entered: Any) -> Markup:  # noqa: ANN401
        """Return an ask that has a frame, with what `ask/ask.html` expects to have been entered."""
        result: Verdict | None = entered.get("result") if reveal else None
        right = ask.right.get(self._language)
        has_right = isinstance(right, str) and bool(right)
        judged = None if result is None else _judged(result)
        bare = replace(ask, right={}) if ask.right else ask
        filling = {
            "value": str(escape(entered.get("value") or "")),
            "right": str(escape(right)) if has_right else "",
            "verdict": "" if result is None else self._show_verdict(ask, result),
        }
        return self._frame(bare, place, judged, has_right, disabled).fill(filling)

    def _make_frame(
        self,
        ask: ShownAsk,
        place: str,
        judged: _Judged | None,
        has_right: bool,  # noqa: FBT001 - a part of the key
        disabled: bool,  # noqa: FBT001
    ) -> Frame:
        answered = replace(ask, right={self._language: str(Gap("right"))}) if has_right else ask
        values = {
            "ask": answered,
            "place": place,
            "value": Gap("value"),
            "result": judged,
            "reveal": True,
            "disabled": disabled,
            "show_verdict": lambda *_: Gap("verdict"),
        }
        return cut(self._template.render({**_NOTHING, **values}))


def has_line(ask: ShownAsk, entered: Mapping[str, Any]) -> bool:
    """Tell whether the ask is shown like that: its line and a verdict, and nothing that people say of it."""
    in_a_line = isinstance(ask.shape, LineShape) and ask.kind != "text"
    return in_a_line and not any([entered.get(name) is not None for name in _OTHERWISE])


def _judged(result: Verdict) -> _Judged:
    """Return the verdict as the ask's badge tells it: an empty answer is neither right nor wrong."""
    return _Judged("", "empty") if result.reason in _BLANK else _Judged(result.outcome, "")
