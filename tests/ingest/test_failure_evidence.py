"""What failed is told by status, exception event or error type, and the best text wins."""

import pytest
from spans_by_hand import span

from app.domain.span import LogRecord, SpanEvent, Status
from app.ingest.evidence import Failure, failure, thrown

FINE = Failure(failed=False)


def exception(kind="", message=""):
    return SpanEvent("exception", 5, {"exception.type": kind, "exception.message": message})


def ended(status=Status.UNSET, message="", **told):
    return failure(span("a", 0, 9, status=status, status_message=message, **told))


REFUSED = exception("ValueError", "refund exceeds total")


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, FINE),
        ({"events": (SpanEvent("gen_ai.choice", 5, {"exception.message": "no exception"}),)}, FINE),
        ({"events": (REFUSED,)}, Failure(failed=True, error="ValueError: refund exceeds total")),
        ({"status": Status.OK, "events": (REFUSED,)}, FINE),
        ({"events": (SpanEvent("gen_ai.client.operation.exception", 5, REFUSED.attributes),)}, Failure(failed=True, error="ValueError: refund exceeds total")),
        ({"status": Status.OK, "attributes": {"error.type": "timeout"}}, Failure(failed=True, error="timeout")),
        ({"status": Status.ERROR}, Failure(failed=True)),
        ({"status": Status.ERROR, "message": "boom"}, Failure(failed=True, error="boom")),
        ({"status": Status.ERROR, "message": "boom", "events": (REFUSED,)}, Failure(failed=True, error="ValueError: refund exceeds total")),
        ({"status": Status.ERROR, "message": "boom", "attributes": {"error.type": "timeout"}}, Failure(failed=True, error="boom")),
        ({"events": (REFUSED, exception("KeyError", "second"))}, Failure(failed=True, error="ValueError: refund exceeds total")),
        ({"events": (exception("ValueError"),)}, Failure(failed=True, error="ValueError")),
        ({"events": (exception("Exception", "no order"),)}, Failure(failed=True, error="no order")),
        ({"events": (exception("Error", "no order"),)}, Failure(failed=True, error="no order")),
        ({"events": (exception("ValueError", "ValueError: no order"),)}, Failure(failed=True, error="ValueError: no order")),
    ],
    ids=[
        "nothing", "another event", "an exception", "an exception inside a span that ended well", "an exception under a convention's name", "an error type inside a span that ended well",
        "a status", "a status with words", "an exception and a status", "a status and an error type", "two exceptions", "a kind alone",
        "a kind that tells nothing", "another kind that tells nothing", "a message with its kind",
    ],
)  # fmt: skip
def test_a_failure_is_told(told, found):
    assert ended(**told) == found


def test_an_exception_in_a_log_record_is_told_as_one_in_an_event_is():
    for name in ("gen_ai.client.operation.exception", "exception"):
        raised = LogRecord(name=name, time_ns=5, attributes=REFUSED.attributes)
        assert ended(logs=(raised,)) == Failure(failed=True, error="ValueError: refund exceeds total")
        assert ended(status=Status.OK, logs=(raised,)) == FINE
    asked = LogRecord(name="exception", time_ns=5, attributes=exception("GraphInterrupt", "approve?").attributes)
    assert ended(logs=(asked,)) == Failure(failed=False, passed=True)


def test_a_line_of_a_log_about_an_exception_is_no_failure():
    assert ended(logs=(LogRecord(name="", time_ns=5, attributes=REFUSED.attributes),)) == FINE


def test_what_was_thrown_is_told_whatever_the_status_is():
    assert thrown(span("a", 0, 9, status=Status.OK, events=(REFUSED,))) == "ValueError: refund exceeds total"
    assert thrown(span("a", 0, 9, status=Status.ERROR)) is None
