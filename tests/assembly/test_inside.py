"""What lies inside a step: its detail spans in order, and what its own span tells that the step shows nowhere."""

import pytest
from spans_by_hand import detail, failed, model, run, span, tool

from app.assembly.inside import MOST_SPANS
from app.assembly.told_keys import is_told_event, tells_call
from app.domain.inside import InnerEvent, InnerKind, InsideCount
from app.domain.message import Message, ToolResult
from app.domain.span import LogRecord, SpanEvent, Status

GET = {"http.request.method": "GET", "url.full": "https://fx.example/rates", "http.response.status_code": 200}
SELECT = {"db.system.name": "sqlite", "db.query.text": "SELECT rate FROM rates"}


def test_requests_and_queries_of_a_tool_stand_inside_it_in_order_and_are_counted():
    found = run(
        (span("t", 0, 50, attributes={"gen_ai.tool.name": "convert"}), tool("convert")),
        (span("db", 20, 30, parent="t", attributes=SELECT), detail()),
        (span("http", 5, 40, parent="t", attributes=GET, status=Status.OK), detail()),
        (span("retry", 6, 8, parent="http", attributes={"attempt": 2}), detail()),
    )
    inside = found.inside[1]
    assert [(one.name, one.kind, one.depth, one.duration_ms) for one in inside.spans] == [
        ("http", InnerKind.HTTP, 0, 35.0),
        ("retry", InnerKind.OTHER, 1, 2.0),
        ("db", InnerKind.QUERY, 0, 10.0),
    ]
    assert (inside.spans[0].facts, inside.spans[0].status) == (GET, Status.OK)
    assert found.steps[0].inside == InsideCount(http=1, queries=1, others=1, facts=0)


def test_what_the_span_of_a_call_tells_and_no_part_of_the_step_shows_is_a_fact():
    attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "gpt-4o-mini",
        "gen_ai.input.messages": "[]",
        "gen_ai.prompt.version": "v7-canary",
        "gateway.route": "small-models",
        "deployment": "gpt-4o-mini",  # its model, which its head names
        "metadata.team": "",
    }
    told = span(
        "m",
        0,
        50,
        attributes=attributes,
        events=(
            SpanEvent("gen_ai.user.message", 3, {"content": "hello"}),
            SpanEvent("cache.lookup", 7, {"key": "rates:GBP"}),
        ),
        logs=(
            LogRecord(name="router", time_ns=5, attributes={"rule": "short prompts"}, body="sent to small-models"),
        ),
    )
    found = run((told, model(said="yes")))
    (inner,) = found.inside[1].spans
    assert (inner.kind, inner.facts) == (
        InnerKind.CALL,
        {"gen_ai.prompt.version": "v7-canary", "gateway.route": "small-models"},
    )
    assert inner.events == (
        InnerEvent("router", 5, {"rule": "short prompts", "body": "sent to small-models"}),
        InnerEvent("cache.lookup", 7, {"key": "rates:GBP"}),
    )
    assert found.steps[0].inside == InsideCount(facts=4)


def test_a_call_that_tells_nothing_more_has_nothing_inside():
    found = run((span("m", 0, 50, attributes={"gen_ai.usage.input_tokens": 7}), model(said="yes")))
    assert (found.inside, found.steps[0].inside.none) == ({}, True)


def test_a_step_that_was_rebuilt_from_messages_has_no_span_and_so_nothing_inside():
    answered = Message("tool", (ToolResult("3 kg", "call-1"),))
    asked = model(("weigh", {"sku": "K-7"}, "call-1"))
    found = run(
        (span("m", 0, 9, attributes={"gateway.route": "eu"}), asked),
        (span("n", 20, 29), model(said="It is 3 kg", given=(*asked.output_messages, answered))),
    )
    assert [(one.name, one.rebuilt, one.inside) for one in found.steps][1] == ("weigh", True, InsideCount())


def test_what_an_injector_wrote_is_not_inside():
    mine = {"misstep.injected": "stale_index", "index.build": "2026-10-01"}
    found = run(
        (span("t", 0, 50, attributes=mine), tool("search")),
        (span("d", 1, 2, parent="t", attributes=mine, events=(SpanEvent("misstep.fault", 1),)), detail()),
    )
    assert [(one.facts, one.events) for one in found.inside[1].spans] == [({"index.build": "2026-10-01"}, ())] * 2


def test_the_spans_of_an_earlier_try_stand_inside_the_step_too():
    asked = {"given": model(said="?").output_messages}
    found = run(
        (span("one", 0, 10), failed(model(**asked), "HTTP 429")),
        (span("post", 1, 9, parent="one", attributes=GET | {"http.response.status_code": 429}), detail()),
        (span("two", 20, 30), model(said="yes", **asked)),
        (span("again", 21, 29, parent="two", attributes=GET), detail()),
    )
    assert [one.name for one in found.inside[1].spans] == ["post", "again"]


def test_of_hundreds_of_inner_spans_the_first_are_kept_and_the_others_counted():
    many = [(span(f"d{n:03}", n + 1, n + 2, parent="t"), detail()) for n in range(MOST_SPANS + 3)]
    found = run((span("t", 0, 999), tool("crawl")), *many)
    assert (len(found.inside[1].spans), found.inside[1].more) == (MOST_SPANS, 3)
    assert found.steps[0].inside.spans == MOST_SPANS + 3


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("gen_ai.output.messages", True),
        ("llm.input_messages.12.message.content", True),
        ("gen_ai.prompt.0.content", True),
        ("gen_ai.prompt.version", False),
        ("gen_ai.usage.input_tokens", True),
        ("llm.prompt_template.variables", False),
        ("openai.response.system_fingerprint", False),
        ("index.build", False),
        ("user.id", False),
    ],
)
def test_messages_and_tokens_are_told_elsewhere_and_what_decided_about_a_call_is_not(key, told):
    assert tells_call(key) is told


def test_the_error_of_a_call_stands_once():
    assert (is_told_event("exception"), is_told_event("feature_flag.evaluation")) == (True, False)
