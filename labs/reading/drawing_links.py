"""How much a drawing draws once parts of itself are used again: links inside linked parts multiply."""

from typing import Final

MOST_DRAWN: Final = 10_000
"""Elements that a browser has to draw, those of parts used again counted each time."""
DEEPEST: Final = 12
"""Links inside of linked parts."""


class DrawnTooOften(Exception):
    """Parts use each other in a circle, too deep, or too many times."""


class Links:
    """The elements of a drawing as a tree, with the links from each to parts of the drawing."""

    def __init__(self) -> None:
        self._children: list[list[int]] = []
        self._links: list[list[str]] = []
        self._parts: dict[str, int] = {}
        self._open: list[int] = []
        self._weights: dict[int, int] = {}

    def begin(self, part: str) -> None:
        """Begin an element inside of the one that is open; `part` is its id or nothing."""
        number = len(self._children)
        if self._open:
            self._children[self._open[-1]].append(number)
        self._children.append([])
        self._links.append([])
        self._open.append(number)
        if part:
            self._parts.setdefault(part, number)

    def link(self, part: str) -> None:
        """Note that the open element uses a part."""
        self._links[self._open[-1]].append(part)

    def end(self) -> None:
        """End the open element."""
        self._open.pop()

    def weigh(self) -> int:
        """Return how many elements are drawn. Raises DrawnTooOften."""
        return self._weight(0, 0) if self._children else 0

    def _weight(self, number: int, depth: int) -> int:
        if number in self._weights:
            return self._weights[number]
        if depth > DEEPEST:
            raise DrawnTooOften
        weight = 1 + sum(self._weight(child, depth) for child in self._children[number])
        linked = (self._parts[part] for part in self._links[number] if part in self._parts)
        weight += sum(self._weight(part, depth + 1) for part in linked)
        if weight > MOST_DRAWN:
            raise DrawnTooOften
        self._weights[number] = weight
        return weight
