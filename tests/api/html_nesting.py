"""Whether the elements of a page close in the order in which they were opened."""

from html.parser import HTMLParser

_NEVER_CLOSED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "path",
        "circle",
        "rect",
        "line",
        "stop",
        "use",
        "ellipse",
        "polygon",
        "polyline",
    ]
)
_CLOSED_BY_OTHERS = frozenset(["p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody"])


class Nesting(HTMLParser):
    """Follows the tags of a page; `faults` are closing tags that close nothing, with their line."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what was opened."""
        if tag not in _NEVER_CLOSED | _CLOSED_BY_OTHERS:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Leave alone what closes itself."""

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last, or remember that it was something else."""
        if tag in _NEVER_CLOSED | _CLOSED_BY_OTHERS:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append(f"</{tag}> in line {self.getpos()[0]}, open: {self.open[-1:]}")


def faults_in(page: str) -> list[str]:
    """Return where a page's elements don't nest."""
    nesting = Nesting()
    nesting.feed(page)
    nesting.close()
    return nesting.faults + nesting.open
