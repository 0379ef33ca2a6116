"""Walk a document with a grammar: which elements, attributes, values and texts stand where they may not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.models import details
from library_core.preflight.models.attribute_models import AttributeFault, Name, faults_of
from library_core.preflight.models.names import shown, split_name
from library_core.preflight.models.notation import Grammar
from library_core.preflight.models.patterns import EMPTY, NEVER, Pattern, takes_value, wanted

MOST_FINDINGS: Final = 200
BLANKS: Final = " \t\r\n"

Frame = dict[Pattern, list[tuple[Pattern, Pattern]]]
Preparation = Callable[[etree._Element, Name], tuple[Name, Mapping[Name, str]] | None]


@dataclass(slots=True)
class Open:
    """An element that is open: what may stand in it, each with what may follow
    in its parent and since which pattern.

    `frame` is None in a part of the document that no rule of the grammar covers.
    """

    name: Name
    frame: Frame | None
    line: int


class StructureWalk:
    """One walk over one document; `prepare` returns name and attributes to judge, or None to pass over."""

    def __init__(self, grammar: Grammar, start: str, path: str, prepare: Preparation) -> None:
        self._grammar = grammar
        self._patterns = grammar.patterns
        self._path = path
        self._prepare = prepare
        self._stack = [Open(("", ""), {grammar.start(start): [(EMPTY, EMPTY)]}, 0)]
        self.findings: list[Finding] = []

    def run(self, root: etree._Element) -> list[Finding]:
        """Return what was found, in the order of the document."""
        element: etree._Element | None = root
        while element is not None and len(self.findings) < MOST_FINDINGS:
            goes_in = isinstance(element.tag, str) and self._begin(element)
            element = self._next(element, root, goes_in=goes_in)
        return self.findings

    def _next(self, element: etree._Element, root: etree._Element, *, goes_in: bool) -> etree._Element | None:
        if goes_in:
            if len(element):
                return element[0]
            self._end(element)
        while element is not root:
            self._tail(element.tail)
            following = element.getnext()
            if following is not None:
                return following
            parent = element.getparent()
            if parent is None:
                return None
            element = parent
            self._end(element)
        return None

    def _begin(self, element: etree._Element) -> bool:
        prepared = self._prepare(element, split_name(str(element.tag)))
        if prepared is None:
            return False
        name, attributes = prepared
        parent = self._stack[-1]
        line = element.sourceline or 0
        if parent.frame is None:
            frame: Frame | None = None
        else:
            frame = self._opened(parent, name, attributes, line)
        self._stack.append(Open(name, frame, line))
        text = element.text
        if frame is not None and text and text.strip(BLANKS):
            self._text(text)
        return True

    def _opened(self, parent: Open, name: Name, attributes: Mapping[Name, str], line: int) -> Frame | None:
        assert parent.frame is not None
        steps = [
            (key, (rest, pattern))
            for pattern in parent.frame
            for key, rest in self._patterns.steps(pattern, name)
        ]
        if not steps:
            self._report_misplaced(parent, name, line)
            known = self._grammar.keys_of(name)[:1]
            steps = [(key, (pattern, pattern)) for key in known for pattern in parent.frame]
            if not steps:
                return None
        frame: Frame = {}
        best: list[AttributeFault] | None = None
        for key, rest in steps:
            model = self._grammar.model(key)
            faults = faults_of(model.attributes, attributes)
            if faults:
                best = faults if best is None or len(faults) < len(best) else best
            else:
                _join(frame, model.content, rest)
        if frame:
            return frame
        for fault in best or ():
            self._report(details.of_attribute(fault, name), line)
        for key, rest in steps:
            _join(frame, self._grammar.model(key).content, rest)
        return frame

    def _report_misplaced(self, parent: Open, name: Name, line: int) -> None:
        is_known = bool(self._grammar.keys_of(name))
        around = parent.name if len(self._stack) > 1 else None
        self._report(details.misplaced(name, around, is_known=is_known), line)

    def _text(self, text: str) -> None:
        top = self._stack[-1]
        if top.frame is None:
            return
        frame: Frame = {}
        for pattern, rests in top.frame.items():
            after = self._patterns.text(pattern)
            if after is not NEVER:
                for rest in rests:
                    _join(frame, after, rest)
        if frame:
            top.frame = frame
        else:
            self._report(details.misplaced_text(top.name), top.line)

    def _tail(self, tail: str | None) -> None:
        if tail and tail.strip(BLANKS):
            self._text(tail)

    def _end(self, element: etree._Element) -> None:
        ended = self._stack.pop()
        parent = self._stack[-1]
        if ended.frame is None or parent.frame is None:
            return
        frame: Frame = {}
        done = [pattern for pattern in ended.frame if self._is_done(pattern, element)]
        if not done:
            self._report_unfinished(ended, element)
            done = list(ended.frame)
        for pattern in done:
            for rest, before in ended.frame[pattern]:
                for outer in parent.frame[before]:
                    _join(frame, rest, outer)
        parent.frame = frame

    @staticmethod
    def _is_done(pattern: Pattern, element: etree._Element) -> bool:
        if pattern.has_value:
            return takes_value(pattern, "".join(element.itertext()))
        return pattern.nullable

    def _report_unfinished(self, ended: Open, element: etree._Element) -> None:
        assert ended.frame is not None
        if any(pattern.has_value for pattern in ended.frame):
            detail = details.bad_content(ended.name, "".join(element.itertext()))
        else:
            keys = [key for pattern in list(ended.frame)[:1] for key in wanted(pattern)]
            detail = details.unfinished(ended.name, map(self._shown_key, keys))
        self._report(detail, ended.line)

    def _shown_key(self, key: str) -> str:
        name = self._grammar.model(key).name
        return shown(name) if isinstance(name, tuple) else key

    def _report(self, detail: details.Detail, line: int) -> None:
        self.findings.append(details.finding(detail, self._path, line))


def _join(frame: Frame, pattern: Pattern, rest: tuple[Pattern, Pattern]) -> None:
    rests = frame.setdefault(pattern, [])
    if rest not in rests:
        rests.append(rest)
