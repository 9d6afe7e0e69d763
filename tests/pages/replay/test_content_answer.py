"""Any part of a step on demand: as text, as part of a page, as a file, as an image."""

import json
import struct
from base64 import b64encode
from itertools import count

import pytest
from workspace_owner import GRACE

from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes

PNG = (
    b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0) + b"\0" * 20
)
ROWS = [{"id": number, "state": "open"} for number in range(150)]
RESULT = {
    "rows": ROWS,
    "log": "line\n" * 3000,
    "deep": {"a": {"b": "needle"}},
    "shot": f"data:image/png;base64,{b64encode(PNG).decode()}",
}
SAID = [
    {"role": "assistant", "parts": [
        {"type": "reasoning", "content": "Let me see."}, {"type": "text", "content": "# Plan\n\n- look\n- pay"},
        {"type": "tool_call", "id": "c1", "name": "look", "arguments": {"id": 7}},
    ]},
]  # fmt: skip
GIVEN = [{"role": "user", "parts": [{"type": "text", "content": "Pay me"}, {"type": "blob", "mime_type": "image/png", "modality": "image", "content": b64encode(PNG).decode()}]}]  # fmt: skip


def span(number, attributes):
    return {
        "traceId": "ab" * 16,
        "spanId": f"{number:016x}",
        "name": f"span {number}",
        "startTimeUnixNano": str(10**18 + number * 10**9),
        "endTimeUnixNano": str(10**18 + number * 10**9 + 10**8),
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()],
    }


@pytest.fixture
def content(store, ada):
    """Asks for a part of a step: 1 is a model's, 2 a tool's, 3 a tool's that says too much."""
    model = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "m", "gen_ai.request.seed": "7", "gen_ai.input.messages": json.dumps(GIVEN), "gen_ai.output.messages": json.dumps(SAID)}  # fmt: skip
    tool = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "look",
        "gen_ai.tool.call.arguments": '{"id": 7}',
    }
    spans = [
        span(1, model),
        span(2, tool | {"gen_ai.tool.call.result": json.dumps(RESULT), "app.state.delta": '{"paid": true}'}),
        span(3, tool | {"gen_ai.tool.call.result": "word " * 60_000}),
    ]
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode()
    ids = count(1)
    import_files(store, [NamedBytes("run.json", body)], viewer=GRACE, new_id=lambda: f"run{next(ids)}")
    return lambda step, part, **query: ada.get(f"/runs/run1/steps/{step}/content/{part}", params=query)


@pytest.mark.parametrize(
    ("step", "part", "text"),
    [
        (1, "text", "# Plan\n\n- look\n- pay"),
        (1, "thought", "Let me see."),
        (1, "said-1-2", "# Plan\n\n- look\n- pay"),
        (1, "message-1-1", "Pay me"),
        (2, "state-1-after", "true"),
        (2, "state-1-before", "null"),
    ],
)
def test_a_part_is_answered_with_exactly_its_text(content, step, part, text):
    assert content(step, part).text == text


@pytest.mark.parametrize(
    ("step", "part", "value"),
    [
        (1, "call-1", {"id": 7}),
        (1, "said-1-3", {"id": 7}),
        (2, "input", {"id": 7}),
        (2, "output", RESULT),
        (1, "parameters", {"seed": "7"}),
    ],
)
def test_a_value_is_answered_as_json(content, step, part, value):
    assert json.loads(content(step, part).text) == value


def test_spans_are_answered_together_and_one_by_one(content):
    assert json.loads(content(2, "spans").text)[0] == json.loads(content(2, "span-1").text)
    assert json.loads(content(2, "span-1").text)["name"] == "span 2"


@pytest.mark.parametrize(
    "part",
    ["nothing", "input-1", "output-1", "span", "span-0", "span-2", "span-x", "span-0000000012", "span-²", "call-1-1x", "message-9", "message-1-9", "said", "state-1", "state-1-now", "text-1", "try-9", "message-" + "9" * 50],
)  # fmt: skip
def test_what_a_step_does_not_have_is_not_found(content, part):
    assert content(2, part).status_code == 404


def test_any_value_inside_another_has_an_address(content):
    assert content(2, "output", path="$.deep.a.b").text == "needle"
    assert json.loads(content(2, "output", path="$.rows[149]").text) == {"id": 149, "state": "open"}
    assert content(2, "output", path="$.rows[150]").status_code == 404
    assert content(2, "output", path="$" + "[0]" * 2000).status_code == 422


def test_a_list_goes_on_where_the_page_ended(content):
    first = content(2, "output", path="$.rows", **{"as": "view"}).text
    assert 'data-path="$.rows[0]"' in first
    assert 'data-rest="60"' in first
    then = content(2, "output", path="$.rows", start=120, **{"as": "view"}).text
    assert 'data-path="$.rows[149].state"' in then
    assert "data-rest" not in then


def test_a_message_is_answered_with_its_parts(content):
    page = content(1, "message-1", **{"as": "view"}).text
    assert "Pay me" in page
    assert "image/png</b>, " in page
    assert "/runs/run1/steps/1/content/message-1-2?as=file" in page


def test_words_are_found_inside_a_value(content):
    page = content(2, "output", find="NEEDLE", **{"as": "view"}).text
    assert 'data-matches="1"' in page
    assert "<mark>needle</mark>" in page
    assert 'data-path="$.deep.a.b"' in page
    assert "Nothing in this value matches." in content(2, "output", find="nowhere", **{"as": "view"}).text
    assert 'data-matches="150"' in content(2, "output", find="open", **{"as": "view"}).text


def test_raw_is_the_exact_text_up_to_what_a_page_can_bear(content):
    assert "&#34;needle&#34;" in content(2, "output", **{"as": "raw"}).text
    page = content(3, "output", **{"as": "raw"}).text
    assert len(page) < 252_000
    assert 'href="/runs/run1/steps/3/content/output?as=file" download' in page


def test_a_text_on_demand_is_whole_or_leads_to_a_download(content):
    assert "line\n" * 3000 in content(2, "output", path="$.log", **{"as": "view"}).text
    page = content(3, "output", **{"as": "view"}).text
    assert len(page) < 252_000
    assert "Download all of it" in page


def test_markdown_can_be_read_in_two_ways(content):
    page = content(1, "text", **{"as": "view"}).text
    assert "<li>look</li>" in page
    assert "# Plan" in page


def test_a_file_is_always_saved_and_never_opened(content):
    for part, path, name, body in (
        ("output", "$.shot", "step-2-output.bin", PNG),
        ("output", "$.deep", "step-2-output.json", None),
        ("output", "$.log", "step-2-output.txt", ("line\n" * 3000).encode()),
    ):
        answer = content(2, part, path=path, **{"as": "file"})
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert body is None or answer.content == body


def test_a_raster_image_is_answered_as_nothing_but_an_image(content):
    answer = content(2, "output", path="$.shot", **{"as": "image"})
    assert answer.content == PNG
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert content(1, "message-1-2", **{"as": "image"}).content == PNG
    assert content(2, "output", path="$.log", **{"as": "image"}).status_code == 404
    assert content(2, "output", path="$.rows", **{"as": "image"}).status_code == 404


def test_past_the_frontier_no_part_is_answered_in_any_form(ada):
    begun = ada.post("/api/scenarios/late-parcel/attempts", json={"reveal": "forward"}).json()["id"]
    for form in ("text", "view", "raw", "file", "image"):
        hidden = ada.get(f"/attempts/{begun}/steps/2/content/output", params={"as": form})
        missing = ada.get(f"/attempts/{begun}/steps/99/content/output", params={"as": form})
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace("/steps/2/", "") == missing.text.replace("/steps/99/", "")


def test_mallory_is_answered_nothing_of_an_attempt(ada, mallory):
    begun = ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    assert ada.get(f"/attempts/{begun}/steps/1/content/text", params={"as": "view"}).status_code == 200
    assert mallory.get(f"/attempts/{begun}/steps/1/content/text", params={"as": "view"}).status_code == 404
