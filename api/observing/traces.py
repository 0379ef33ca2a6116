"""Traces for a collector over OTLP: a span a request, and in it transactions, calls of the store, checks.

Imported only when TETRAD_TRACES asks for it. Attributes are templates, kinds and numbers: nobody is named.
"""

import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Final
from uuid import uuid4

from opentelemetry import context, trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from api.observing.request_ids import NUMBER
from api.observing.tracing import Answered

_SEND_SECONDS: Final = 3.0
_SECOND: Final = 1_000_000_000
_FAULTS: Final = 500


class CollectorTracing:
    """Implements `api.observing.tracing.Tracing`; spans leave in batches, from a thread of their own."""

    def __init__(self, address: str, *, percent: int) -> None:
        share = TraceIdRatioBased(percent / 100)
        # Whoever calls from outside says which trace a request belongs to, not whether it is recorded.
        sampler = ParentBased(share, remote_parent_sampled=share, remote_parent_not_sampled=share)
        about = {
            "service.name": "tetrad",
            "service.version": version("tetrad"),
            "service.instance.id": str(uuid4()),
        }
        self._provider = TracerProvider(sampler=sampler, resource=Resource(about), shutdown_on_exit=False)
        exporter = OTLPSpanExporter(endpoint=address, timeout=_SEND_SECONDS)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("tetrad")
        self._propagator = TraceContextTextMapPropagator()

    def begin(self, headers: Mapping[str, str]) -> Callable[[Answered], None]:
        """Begin the span of a request; return what ends it, in the same task."""
        given = {"traceparent": headers["traceparent"]} if "traceparent" in headers else {}
        parent = self._propagator.extract(given, context.Context())
        span = self._tracer.start_span("request", context=parent, kind=trace.SpanKind.SERVER)
        token = context.attach(trace.set_span_in_context(span, parent))

        def end(answered: Answered) -> None:
            context.detach(token)
            span.update_name(f"{answered.method} {answered.route}")
            span.set_attributes(
                {
                    "http.request.method": answered.method,
                    "http.route": answered.route,
                    "http.response.status_code": answered.status,
                    "tetrad.request": NUMBER.get(),
                }
            )
            if answered.status >= _FAULTS:
                span.set_status(trace.StatusCode.ERROR)
            span.end()

        return end

    def tell(self, name: str, attributes: Mapping[str, str], seconds: float) -> None:
        """Add a span that ends now to the request that this thread works for; outside of one, none."""
        if not trace.get_current_span().is_recording():
            return
        ended = time.time_ns()
        begun = ended - int(seconds * _SECOND)
        span = self._tracer.start_span(name, attributes=dict(attributes), start_time=begun)
        span.end(ended)

    def close(self) -> None:
        """Send what is left, for a few seconds at most."""
        self._provider.shutdown()
