"""Traces made of readings, without any framework's attributes in between."""

from dataclasses import replace

from app.assembly.steps import run_of
from app.domain.message import Message, Text, ToolCall, ToolResult
from app.domain.span import Span, SpanLink, Status
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.domain.trace import Trace

MS = 1_000_000
TRACE = "5b8efff798038103d269b633813fc60c"


def span(span_id, start, end, *, parent=None, scope="shop", trace=TRACE, links=(), status=Status.UNSET, **more):
    """A span with times in milliseconds; links are `(trace, span)` pairs."""
    return Span(
        trace_id=trace,
        span_id=span_id,
        parent_id=parent,
        name=span_id,
        start_ns=int(start * MS),
        end_ns=int(end * MS),
        scope=scope,
        status=status,
        links=tuple(SpanLink(*pair) for pair in links),
        **more,
    )


def model(*calls, said="", given=(), **more):
    """A model call that asks for tools: each `(name, arguments, id)`."""
    parts = [Text(said)] if said else []
    parts += [ToolCall(name, arguments, call_id) for name, arguments, call_id in calls]
    out = (Message("assistant", tuple(parts)),) if parts else ()
    return step(
        StepKind.MODEL, input_messages=tuple(given), output_messages=out, **{"request_model": "gpt-4o-mini", **more}
    )


def tool(name, **more):
    return step(StepKind.TOOL, name=name, **more)


def step(kind, **more):
    return SpanReading(dialect="test", role=Role.STEP, kind=kind, **more)


def box(agent=None, **more):
    """An agent, chain or workflow."""
    return SpanReading(dialect="test", role=Role.CONTAINER, agent=agent, **more)


def detail(**more):
    return SpanReading(dialect="test", role=Role.DETAIL, **more)


def failed(reading, error):
    return replace(reading, failed=True, error=error)


def user(text):
    return Message("user", (Text(text),))


def result(value, call_id=None, *, name=None, is_error=None):
    return Message("tool", (ToolResult(value, call_id, name, is_error),))


def asked(*calls):
    return Message("assistant", tuple(ToolCall(name, arguments, call_id) for name, arguments, call_id in calls))


def run(*rows):
    """The run of rows of `(span, reading)`."""
    spans = tuple(one for one, _ in rows)
    return run_of(Trace(trace_id=TRACE, spans=spans, readings={one.span_id: reading for one, reading in rows}))


def names(found):
    return [one.name for one in found.steps]
