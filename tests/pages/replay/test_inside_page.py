"""The Inside tab: what the spans of a step tell beyond its call, and where the page leads to it."""

import json

import pytest
from late_parcel import INNER, RESULT_OF_4, SLUG
from workspace_owner import GRACE

PAGE = {"accept": "text/html"}
GET = {
    "http.request.method": "GET",
    "http.response.status_code": 200,
    "http.response.body": json.dumps({"items": [{"id": "INV-104"}], "build": "2026-08-14"}),
    "gateway.route": "eu",
    "gateway.pool": "small <b>",
}


def attribute(key, value):
    return {"key": key, "value": {"intValue": str(value)} if isinstance(value, int) else {"stringValue": value}}


def span(number, *, parent="", start=0, end=100, name="execute_tool", events=(), **attributes):
    return {
        "traceId": f"{7:032x}",
        "spanId": f"{number:016x}",
        "parentSpanId": parent,
        "name": name,
        "startTimeUnixNano": str(1_760_000_000_000_000_000 + start * 1_000_000),
        "endTimeUnixNano": str(1_760_000_000_000_000_000 + end * 1_000_000),
        "events": list(events),
        "attributes": [attribute(key, value) for key, value in attributes.items()],
    }


TOOL = {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "list_invoices",
    "gen_ai.tool.call.result": '{"invoices": ["INV-104"]}',
}
LOOKUP = {
    "name": "cache.lookup",
    "timeUnixNano": "1760000000012000000",
    "attributes": [attribute("cache.key", "invoices:page=1")],
}


@pytest.fixture
def invoices(ada, application):
    """The address of a run of one tool that asks another server."""
    assert ada
    from app.inbox.import_files import import_files
    from app.ingest.decode import NamedBytes

    spans = [
        span(1, **TOOL),
        span(2, parent=f"{1:016x}", start=10, end=70, name="GET invoices", events=[LOOKUP], **GET),
    ]
    body = {"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}
    serving = application.state.misstep
    files = [NamedBytes("spans", json.dumps(body).encode())]
    (kept,) = import_files(serving.store, files, viewer=GRACE, new_id=serving.new_id)
    return f"/runs/{kept.run}/steps/1"


def start(browser, reveal="open"):
    return browser.post(f"/api/scenarios/{SLUG}/attempts", json={"reveal": reveal}).json()["id"]


def test_delta_tells_in_one_line_how_much_lies_inside(ada, invoices):
    page = ada.get(invoices).text
    assert f'<a href="{invoices}?tab=inside">Inside</a>: 1 HTTP request' in page
    assert "gateway" not in page


def test_a_request_stands_inside_with_its_facts_in_words_and_its_body_as_a_value(ada, invoices):
    page = ada.get(f"{invoices}?tab=inside").text
    assert "GET invoices</h2>" in page
    assert '<dt title="http.response.status_code">HTTP status</dt>' in page
    assert '<dt title="gateway.route">route</dt>' in page
    assert "small &lt;b&gt;" in page
    assert '<span class="value-key">build</span>' in page
    assert "12 ms after the beginning" in page
    assert "invoices:page=1" in page


def test_what_the_model_was_given_of_a_body_is_said_without_a_verdict(ada, invoices):
    page = ada.get(f"{invoices}?tab=inside").text
    assert page.count("the model was given a part of this") == 1


def test_the_whole_of_a_fact_is_one_address_away(ada, invoices):
    assert ada.get(f"{invoices}/content/inside-1-3").json() == {"items": [{"id": "INV-104"}], "build": "2026-08-14"}
    assert ada.get(f"{invoices}/content/inside-1-6").text == "cache.lookup"
    for missing in ("inside-1-99", "inside-2-1", "inside-0-1", "inside-1", "inside"):
        assert ada.get(f"{invoices}/content/{missing}").status_code == 404


def test_a_search_finds_words_inside_and_leads_there(ada, invoices):
    page = ada.get(f"{invoices}?find=2026-08-14").text
    assert f'href="{invoices}?tab=inside&amp;find=2026-08-14"' in page
    assert 'data-inside="1"' in page
    assert '<span class="hit-where">inside </span>' in page
    elsewhere = ada.get(f"{invoices}?tab=inside&find=INV-104").text
    assert f'class="hit" href="{invoices}?find=INV-104"' in elsewhere


def test_a_step_without_inner_spans_says_so(ada):
    page = ada.get(f"/attempts/{start(ada)}/steps/1?tab=inside").text
    assert "The trace tells nothing more of this step than its call." in page


def test_a_step_that_is_still_open_tells_nothing_of_its_inside(ada):
    attempt = start(ada, "forward")
    while ada.get(f"/api/attempts/{attempt}").json()["frontier"] < 7:
        ada.post(f"/api/attempts/{attempt}/frontier")
    steps = f"/attempts/{attempt}/steps"
    open_still = ada.get(f"{steps}/4?tab=inside").text
    assert "still running at the last revealed step" in open_still
    assert "4http" not in open_still
    assert ada.get(f"{steps}/4/content/inside-1-1").status_code == 404
    assert "Nothing found in what is revealed" in ada.get(f"{steps}/4?find={INNER[4]}").text
    ada.post(f"/api/attempts/{attempt}/frontier")
    over = ada.get(f"{steps}/4?tab=inside").text
    assert INNER[4] in over
    assert RESULT_OF_4 in over


def test_the_exported_file_holds_what_lies_inside(ada, invoices):
    page = ada.get(invoices.replace("/steps/1", "/export")).text
    assert "Inside: 1 HTTP request" in page
    assert "HTTP status: 200" in page
    assert "event: cache.lookup" in page
