"""The replay of imported runs: everything open, hostile text harmless, long runs in windows."""

import json
import re

import pytest

from app.assembly.steps import run_of
from app.ingest.decode import decode
from app.ingest.files import NamedBytes
from app.store.run_rows import rows_of

EVIL = "<img src=x onerror=alert(1)> \u202egnp.exe {{ 'seven' * 2 }} `code`"


def span(number, name, attributes, *, parent="", status=None):
    return {
        "traceId": "ab" * 16,
        "spanId": f"{number:016x}",
        "parentSpanId": parent and f"{parent:016x}",
        "name": name,
        "startTimeUnixNano": str(10**18 + number * 10**9),
        "endTimeUnixNano": str(10**18 + number * 10**9 + 5 * 10**8),
        "status": status or {},
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()],
    }


def tool(number, result, *, name="look", **more):
    attributes = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": name,
        "gen_ai.tool.call.arguments": '{"q": 1}',
        "gen_ai.tool.call.result": result,
    }
    return span(number, f"execute_tool {name}", attributes, **more)


def call(number, texts, **more):
    given = [{"role": "user", "parts": [{"type": "text", "content": text}]} for text in texts]
    attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "m",
        "gen_ai.input.messages": json.dumps(given),
    }
    return span(number, "chat m", attributes | more)


@pytest.fixture
def imported(store):
    """Stores spans as an imported run, and gives the address of its steps."""

    def keep(*spans):
        body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode()
        (trace,) = decode([NamedBytes("run.json", body)])
        with store.writing() as work:
            work.runs.add(rows_of(run_of(trace), trace, run_id="run1", workspace="local", source="imported"))
        return "/runs/run1/steps"

    return keep


def test_hostile_text_is_shown_as_text_wherever_it_comes(ada, imported):
    steps = imported(
        tool(1, EVIL, name=EVIL),
        call(2, [EVIL]),
        tool(3, json.dumps({EVIL: [EVIL]}), status={"code": 2, "message": EVIL}),
    )
    for number in (1, 2, 3):
        for tab in ("delta", "context", "output", "state", "raw"):
            page = ada.get(f"{steps}/{number}?tab={tab}").text
            assert "<img" not in page
            assert "\u202e" not in page
            assert "sevenseven" not in page


def test_hostile_text_in_a_search_is_text(ada, imported):
    page = ada.get(imported(tool(1, EVIL)) + "/1", params={"find": '"<img src"'}).text
    assert "<mark>&lt;img src</mark>" in page


def test_an_error_of_an_imported_run_has_its_colour(ada, imported):
    page = ada.get(imported(tool(1, "x", status={"code": 2, "message": "no such table"})) + "/1").text
    assert "no such table" in page
    assert "tick--error" in page
    assert "failure--neutral" not in page


def test_a_long_run_is_listed_in_a_window_around_the_step(ada, imported):
    calls = (tool(number, str(number), name="look" if number % 2 else "see") for number in range(1, 301))
    page = ada.get(imported(*calls) + "/200").text
    numbers = [int(number) for number in re.findall(r'class="row-link"[^>]*data-step="(\d+)"', page)]
    assert (numbers[0], numbers[-1], len(numbers)) == (170, 229, 60)
    text = re.sub("<[^>]+>", "", page)
    assert "169 earlier" in text
    assert "71 later" in text


def test_the_earlier_messages_of_a_long_context_are_a_link_away(ada, imported):
    steps = imported(call(1, [f"message {number} of many" for number in range(1, 101)]))
    page = ada.get(f"{steps}/1?tab=context").text
    assert "Show 40 earlier" in page
    assert "message 40 of many" not in page
    assert "message 41 of many" in page
    assert "message 1 of many" in ada.get(f"{steps}/1?tab=context&first=1").text


def test_a_long_text_is_cut_and_its_whole_is_linked(ada, imported):
    steps = imported(tool(1, "word " * 3000))
    page = ada.get(f"{steps}/1").text
    assert len(page) < 40_000
    assert f'href="{steps}/1/content/output" data-more' in page
    assert ada.get(f"{steps}/1/content/output").text == "word " * 3000


def test_steps_and_runs_that_do_not_exist_are_not_found(ada, imported):
    steps = imported(tool(1, "x"))
    assert ada.get(f"{steps}/2").status_code == 404
    assert ada.get("/runs/nowhere/steps/1").status_code == 404
    assert ada.get("/runs/5d1f0a77c3e94b20/steps/1").status_code == 404
    assert ada.get("/runs/5d1f0a77c3e94b20/steps/2/content/output").status_code == 404


TOOLS = [
    {"type": "function", "name": name, "description": "in cents", "parameters": {"type": "object"}}
    for name in ("refund", "track")
]


def test_what_left_the_context_is_as_plain_as_what_entered(ada, imported):
    task, policy = "Refund order 4711 if the policy allows it", "Refunds are paid within 30 days of delivery"
    offered = [TOOLS[0] | {"description": "in minor units"}]
    steps = imported(
        call(
            1,
            [task, policy, "Dropped on the way"],
            **{"gen_ai.tool.definitions": json.dumps(TOOLS), "gen_ai.request.seed": "1"},
        ),
        call(
            2,
            [task, "Refunds are paid within 30 days", "New here"],
            **{"gen_ai.tool.definitions": json.dumps(offered), "gen_ai.request.seed": "2"},
        ),
    )
    page = ada.get(f"{steps}/2").text
    assert "User message shortened" in page
    assert '<del class="diff-left"> of delivery</del>' in page
    assert "Dropped on the way" in page
    assert "Tools no longer on offer: <code>track</code>" in page
    assert "Tool <code>refund</code> changed" in page
    assert "Parameter <code>seed</code>" in page


def test_a_context_that_shares_nothing_is_called_approximate(ada, imported):
    page = ada.get(imported(call(1, ["one talk"]), call(2, ["another talk"])) + "/2").text
    assert "<b>Approximate.</b>" in page


def test_thinking_is_shown_apart_from_what_was_said(ada, imported):
    said = [
        {
            "role": "assistant",
            "parts": [{"type": "reasoning", "content": "It may be cents."}, {"type": "text", "content": "Paid."}],
        }
    ]
    steps = imported(call(1, ["Pay"], **{"gen_ai.output.messages": json.dumps(said)}))
    page = ada.get(f"{steps}/1").text
    assert "part--reasoning" in page
    assert "It may be cents." in page
