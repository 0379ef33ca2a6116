"""Who is told of requests, checks, transactions and calls of the store: metrics always, traces when asked."""

from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Final
from urllib.parse import urlsplit

from api.observing.instruments import Instruments
from api.observing.tracing import Answered, Tracing
from api.settings import Settings, SettingsRefused

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SHED: Final = frozenset({429, 503})


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What one process counts."""

    instruments: Instruments = field(default_factory=Instruments)
    tracing: Tracing | None = None

    def dependency(self, dependency: str, asked: str, seconds: float) -> None:
        """Count a transaction or a call of the store."""
        self.instruments.dependencies.labels(dependency, asked).observe(seconds)
        if self.tracing is not None:
            self.tracing.tell(f"{dependency} {asked}", {}, seconds)

    def check(self, kind: str, outcome: str, seconds: float) -> None:
        """Count a check."""
        self.instruments.checks.labels(kind, outcome).observe(seconds)
        if self.tracing is not None:
            self.tracing.tell(f"check {kind}", {"tetrad.outcome": outcome}, seconds)

    def answered(self, request: Answered) -> None:
        """Count a request."""
        method = request.method if request.method in _METHODS else "other"
        status = f"{request.status // 100}xx"
        self.instruments.requests.labels(request.route, method, status).observe(request.seconds)
        if request.status in _SHED:
            self.instruments.shed.labels(str(request.status)).inc()

    def close(self) -> None:
        """Send what is left."""
        if self.tracing is not None:
            self.tracing.close()


def make_watch(settings: Settings) -> Watch:
    """Return the watch that the settings ask for. Raises SettingsRefused."""
    require_traceable(settings)
    if not settings.traces:
        return Watch()
    # Half a second of imports, which nobody pays who asked for no traces.
    from api.observing.traces import CollectorTracing

    return Watch(tracing=CollectorTracing(settings.traces, percent=settings.traces_percent))


def require_traceable(settings: Settings) -> None:
    """Raise SettingsRefused if traces are asked for and can't be sent."""
    if not settings.traces:
        return
    address = urlsplit(settings.traces)
    if address.scheme not in {"http", "https"} or not address.hostname or address.username:
        raise SettingsRefused(
            "TETRAD_TRACES names no collector; give its address for traces over HTTP, such as "
            "http://127.0.0.1:4318/v1/traces, or leave it out.",
            "В TETRAD_TRACES не адрес сборщика; укажите, куда отправлять трассировки по HTTP, например "
            "http://127.0.0.1:4318/v1/traces, или уберите настройку.",
        )
    if not _installed("opentelemetry.sdk") or not _installed("opentelemetry.exporter.otlp.proto.http"):
        raise SettingsRefused(
            "TETRAD_TRACES asks for traces, and what sends them is not installed. "
            "Run `pip install 'tetrad[tracing]'`, or leave TETRAD_TRACES out.",
            "TETRAD_TRACES просит трассировки, а то, чем их отправляют, не установлено. "
            "Выполните `pip install 'tetrad[tracing]'` или уберите TETRAD_TRACES.",
        )


def _installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
