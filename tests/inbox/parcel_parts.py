"""The late parcel's healthy arm in parts, and what the inbox has made of them."""

import json
from datetime import UTC, datetime

import late_parcel

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SPANS = 10
TRACE = late_parcel.trace_id("healthy")


def part(*places):
    """The spans at these places of the late parcel's healthy arm, as a request."""
    body = json.loads(late_parcel.otlp("healthy"))
    (scope,) = body["resourceSpans"][0]["scopeSpans"]
    scope["spans"] = [scope["spans"][place] for place in places]
    return json.dumps(body).encode()


def words(trace_id=TRACE):
    """A log record of the arm's second span, or of one of another trace, as a request."""
    (scope,) = json.loads(part(1))["resourceSpans"][0]["scopeSpans"]
    record = {
        "timeUnixNano": scope["spans"][0]["startTimeUnixNano"],
        "traceId": trace_id,
        "spanId": scope["spans"][0]["spanId"],
        "eventName": "gen_ai.user.message",
        "body": {"stringValue": "where is it"},
    }
    return json.dumps({"resourceLogs": [{"scopeLogs": [{"logRecords": [record]}]}]}).encode()


def told(store):
    """The runs of the inbox, and what each is made of."""
    with store.reading() as work:
        found = [
            (run.id, run.span_count, run.content, work.full_run(run.id), work.known_batch(run.id))
            for run in work.run_list.latest("local", limit=9).runs
        ]
    return [
        (spans, content, run.steps, sorted(run.repairs), sorted(span.span_id for span in batch.spans), batch.logs)
        for _, spans, content, run, batch in found
    ]


def listed(store):
    with store.reading() as work:
        return {run.id: run.span_count for run in work.run_list.latest("local", limit=9).runs}


def repairs_of(store):
    with store.reading() as work:
        return {run.trace_id: work.full_run(run.id).repairs for run in work.run_list.latest("local", limit=9).runs}
