"""What the recorder wrote for its own proof is taken out wherever it stands in a span."""

import pytest

from app.domain.span import LogRecord, Span, SpanEvent, SpanLink
from app.replay.redaction import without_injector

OURS = {"misstep.injected": "drop_unit"}
PLAIN = {"misstep": "a shop", "app.misstep.x": 1}


def span(**told):
    return Span(trace_id="1" * 32, span_id="2" * 16, parent_id=None, name="misstep.x", start_ns=1, end_ns=2, **told)


def link(attributes):
    return SpanLink("3" * 32, "4" * 16, attributes)


@pytest.mark.parametrize(
    ("recorded", "left"),
    [
        (span(attributes=PLAIN | OURS), span(attributes=PLAIN)),
        (span(resource=PLAIN | OURS), span(resource=PLAIN)),
        (span(events=(SpanEvent("e", 1, PLAIN | OURS),)), span(events=(SpanEvent("e", 1, PLAIN),))),
        (span(events=(SpanEvent("misstep.e", 1), SpanEvent("e", 1))), span(events=(SpanEvent("e", 1),))),
        (span(links=(link(PLAIN | OURS),)), span(links=(link(PLAIN),))),
        (
            span(logs=(LogRecord(name="l", time_ns=1, attributes=PLAIN | OURS),)),
            span(logs=(LogRecord(name="l", time_ns=1, attributes=PLAIN),)),
        ),
        (span(logs=(LogRecord(name="misstep.l", time_ns=1),)), span()),
    ],
)
def test_an_injectors_names_are_taken_out_of_a_span(recorded, left):
    assert without_injector(recorded) == left


def test_a_span_without_them_stays_the_same_object():
    plain = span(attributes=PLAIN, resource=PLAIN, events=(SpanEvent("e", 1, PLAIN),), links=(link(PLAIN),))
    assert without_injector(plain) is plain
