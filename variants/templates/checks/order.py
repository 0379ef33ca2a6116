"""The order in which lines that use each other can be computed."""

from collections.abc import Mapping


class Circle(Exception):
    """Lines need each other in a circle; `path` begins and ends with the same name."""

    def __init__(self, path: tuple[str, ...]) -> None:
        self.path = path
        super().__init__(" -> ".join(path))


def in_order(needs: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return the names so that each comes after what it needs; unknown needs are let be. Raises Circle."""
    done: dict[str, None] = {}
    for name in needs:
        _visit(name, needs, done)
    return tuple(done)


def _visit(start: str, needs: Mapping[str, frozenset[str]], done: dict[str, None]) -> None:
    path: dict[str, list[str]] = {}
    stack = [start]
    while stack:
        name = stack[-1]
        if name in done:
            stack.pop()
            continue
        if name not in path:
            path[name] = sorted(need for need in needs[name] if need in needs)
        waiting = next((need for need in path[name] if need not in done), None)
        if waiting is None:
            done[name] = None
            path.pop(name)
            stack.pop()
        elif waiting in path:
            names = list(path)
            raise Circle((*names[names.index(waiting) :], waiting))
        else:
            stack.append(waiting)


def reach(names: frozenset[str], needs: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return these names and all that they need, near and far."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(needs.get(name, frozenset()))
    return frozenset(found)
