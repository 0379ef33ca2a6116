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
        if not self._children:
            return 0
        self._weigh_from(0)
        return self._weights[0]

    def _weigh_from(self, root: int) -> None:
        """Weigh an element after all that it draws, with a stack of its own: nesting may be deep."""
        waiting = [(root, 0, False)]
        while waiting:
            number, depth, is_ready = waiting.pop()
            if number in self._weights:
                continue
            if depth > DEEPEST:
                raise DrawnTooOften
            linked = [self._parts[part] for part in self._links[number] if part in self._parts]
            if is_ready:
                self._keep(number, 1 + sum(self._weights[one] for one in (*self._children[number], *linked)))
                continue
            waiting.append((number, depth, True))
            waiting += [(one, depth + 1, False) for one in reversed(linked)]
            waiting += [(one, depth, False) for one in reversed(self._children[number])]

    def _keep(self, number: int, weight: int) -> None:
        if weight > MOST_DRAWN:
            raise DrawnTooOften
        self._weights[number] = weight
