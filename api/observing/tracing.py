"""A request that was answered, and the port of whoever sends such things to a collector."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A request that has been answered: by which route, how, and in how many seconds."""

    route: str
    method: str
    status: int
    seconds: float


class Tracing(Protocol):
    """Sends what was done to a collector; nothing that it is told names a person."""

    def begin(self, headers: Mapping[str, str]) -> Callable[[Answered], None]:
        """Begin the span of a request; return what ends it, in the same task."""
        ...

    def tell(self, name: str, attributes: Mapping[str, str], seconds: float) -> None:
        """Add a span that ends now to the request that this thread works for."""
        ...

    def close(self) -> None:
        """Send what is left, for a few seconds at most."""
        ...
