"""Capture a run as OpenTelemetry spans, with simulated time and seeded ids."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from opentelemetry.context import Context
from opentelemetry.metrics import NoOpMeterProvider
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanLimits, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, set_span_in_context

from app.recorder.clock import Clock
from app.recorder.identity import SeededIds

_NO_LIMITS = SpanLimits(**dict.fromkeys(("max_attributes", "max_events", "max_links"), 10_000))


@dataclass(frozen=True, slots=True)
class LiveSpan:
    """A span that is still open."""

    otel: Span
    clock: Clock

    def put(self, attributes: Mapping[str, Any]) -> None:
        for key, value in attributes.items():
            if value is not None:
                self.otel.set_attribute(key, value)

    def event(self, name: str, attributes: Mapping[str, Any]) -> None:
        self.otel.add_event(name, dict(attributes), timestamp=self.clock.now_ns)

    def fail(self, kind: str, message: str) -> None:
        """Mark the span failed, as instrumentation does when an exception passes through it."""
        self.event("exception", {"exception.type": kind, "exception.message": message})
        self.put({"error.type": kind})
        self.otel.set_status(Status(StatusCode.ERROR, message))


class Capture:
    """The spans of one run, apart from all other telemetry. They nest by the order in which they are opened."""

    def __init__(self, *, run: str, clock: Clock, resource: Mapping[str, str]) -> None:
        self._clock = clock
        self._exporter = InMemorySpanExporter()
        self._provider = TracerProvider(
            sampler=ALWAYS_ON,
            resource=Resource(dict(resource)),
            shutdown_on_exit=False,
            id_generator=SeededIds(run),
            span_limits=_NO_LIMITS,
            meter_provider=NoOpMeterProvider(),
        )
        self._provider.add_span_processor(SimpleSpanProcessor(self._exporter, meter_provider=NoOpMeterProvider()))
        self._open: list[Context] = [Context()]

    @contextmanager
    def span(
        self,
        name: str,
        attributes: Mapping[str, Any],
        *,
        scope: str = "agent.runtime",
        kind: SpanKind = SpanKind.INTERNAL,
    ) -> Iterator[LiveSpan]:
        """A span from now until the block ends; what is opened inside becomes its child."""
        tracer = self._provider.get_tracer(scope, _VERSIONS[scope])
        present = {key: value for key, value in attributes.items() if value is not None}
        otel = tracer.start_span(
            name, self._open[-1], kind=kind, attributes=present, start_time=self._clock.now_ns, record_exception=False
        )
        self._open.append(set_span_in_context(otel, Context()))
        try:
            yield LiveSpan(otel, self._clock)
        finally:
            self._open.pop()
            otel.end(end_time=self._clock.now_ns)

    def finished(self) -> tuple[ReadableSpan, ...]:
        """The spans in the order in which they ended."""
        return tuple(self._exporter.get_finished_spans())


# The names under which instrumentation reports itself; versions are fixed so that recordings stay the same.
_VERSIONS = {
    "agent.runtime": "3.2.0",
    "opentelemetry.instrumentation.httpx": "0.60b1",
    "opentelemetry.instrumentation.sqlite3": "0.60b1",
}


def as_attribute(value: Any) -> str:
    """A structured value as attribute text, in the order that it was made in."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
