"""A whole number of any size is the same number from the trace to every place where it is read."""

import json
from html import unescape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from workspace_owner import GRACE

from app.api.steps_json import steps_document
from app.assembly.steps import run_of
from app.inbox.import_files import import_files
from app.ingest.by_trace import by_trace
from app.ingest.decode import NamedBytes, decode
from app.ingest.limits import DEFAULT
from app.ingest.survey import survey
from app.ingest.typed import JSON

ACCOUNT = 12345678901234567890123
NUMBERS = st.integers() | st.integers(-(10**60), 10**60)
HTML = {"accept": "text/html"}


def span(place, number, trace=0xABCD):
    """A tool call that was given the number as JSON in a text, and answered with it as a typed value."""
    attributes = {
        "gen_ai.operation.name": {"stringValue": "execute_tool"},
        "gen_ai.tool.name": {"stringValue": "look"},
        "gen_ai.tool.call.arguments": {"stringValue": json.dumps({"account": number, "share": 0.1})},
        "gen_ai.tool.call.result": {"kvlistValue": {"values": [{"key": "account", "value": {"intValue": number}}]}},
    }
    return {
        "traceId": f"{trace:032x}",
        "spanId": f"{place:016x}",
        "name": "execute_tool look",
        "startTimeUnixNano": str(10**18 + place * 1000),
        "endTimeUnixNano": str(10**18 + place * 1000 + 500),
        "attributes": [{"key": key, "value": value} for key, value in attributes.items()],
    }


def recording(numbers, trace=0xABCD):
    spans = [span(place, number, trace) for place, number in enumerate(numbers, 1)]
    return json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(NUMBERS, min_size=1, max_size=4))
def test_any_whole_number_survives_import_store_page_api_search_export_and_command(store, ada, new_id, numbers):
    file = NamedBytes("numbers.json", recording(numbers, trace=int(new_id().removeprefix("id"))))
    (kept,) = import_files(store, [file], viewer=GRACE, new_id=new_id)
    printed = json.loads(steps_document(run_of(trace) for trace in decode([file])))["traces"][0]["steps"]
    exported = unescape(ada.get(f"/runs/{kept.run}/export", headers=HTML).text)
    for place, number in enumerate(numbers, 1):
        whole = repr({"account": number})
        assert repr(printed[place - 1]["output"]) == whole
        step = ada.get(f"/api/runs/{kept.run}/steps/{place}").json()["step"]
        assert repr(step["output"]) == whole
        assert repr(step["input"]) == repr({"account": number, "share": 0.1})
        assert f">{number}<" in ada.get(f"/runs/{kept.run}/steps/{place}", headers=HTML).text
        assert f'"account": {number}\n' in exported
        hits = ada.get(f"/api/runs/{kept.run}/hits", params={"q": f'"account\\":{number},"'}).json()["hits"]
        assert place in [hit["step"] for hit in hits]


def test_a_delivery_that_loses_a_span_keeps_the_digits_of_the_others():
    body = recording([ACCOUNT, 7]).replace(b'"0000000000000002"', b'"damaged"')
    found = survey("request", body, kind=ExportTraceServiceRequest, media_type=JSON, limits=DEFAULT)
    ((_, part),) = by_trace(body, media_type=JSON, found=found)
    assert b'"intValue":12345678901234567890123' in part
    assert b"damaged" not in part
