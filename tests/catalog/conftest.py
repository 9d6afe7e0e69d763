"""A pack on disk, and a recorded run of it in which an invoice in cents is refunded as euros."""

import json
from pathlib import Path

import pytest
import zstandard

from app.catalog.recorded import run_file, write_public, write_sealed
from app.catalog.recorded_run import read_run
from app.catalog.resolution import resolve_answer
from app.catalog.scenario_source import read_source
from app.domain.scenario import Player, Variant

SCENARIO = """
title = "The refund of the blue kettle"
world = "support-desk"
agent = "Support agent"
difficulty = "standard"
minutes = 20
skills = ["reading tool results"]
script = "refund"
may_do = "Look up orders with get_order and get_invoice, and refund them."
expected = "The customer gets back what was paid."
ticket = "{{ customer }} says the refund is not what they paid."

[[variants]]
id = "a"
seed = 11

[[variants]]
id = "b"
seed = 12
"""

ANSWER = """
failure_class = "tool.unit_error"
detectability = "silent"
fix_lever = "tool"
explanation = "The invoice of {{ customer }} is in cents and was read as euros."
check = "refund_matches_invoice"
params.b = { padding = 3 }
root = ["tool:get_invoice#1"]
near = ["tool:get_invoice#1^"]
chain = ["tool:get_invoice#1", "tool:get_invoice>", "tool:refund"]
symptom = ["tool:refund#-1"]
consequences = ["tool:write_note"]
noise = ["tool:get_terms"]
acted_on = ["tool:get_invoice>"]
damage = ["tool:refund"]
hints = [
  { step = "tool:get_invoice>", text = "Look at the invoice." },
  { step = "tool:refund", text = "Compare the amounts." },
  { step = "model#-1", text = "Notice what {{ customer }}'s total lacks." },
]

[fault]
operator = "drop_unit"
at = "tool:get_invoice#1"
field = "total_{{ customer }}"

[also]
classes = ["tool.schema_drift"]
roots = ["tool:get_invoice>"]
levers = ["prompt"]

[[wrong]]
step = "tool:get_invoice~{order}"
why = "The total of {{ order }} has no unit."
quote = "total: 1250"

[[right]]
step = "tool:get_order"
why = "{{ order }} cost 12.50 EUR."
quote = "12.50 EUR"

[[right]]
step = "tool:get_invoice>"
why = "Nobody asks for the unit of {{ order }}."
missing = "the unit of {{ order }}"

[[red_herrings]]
step = "tool:search_policy"
why = "It answered when it was asked again."
ruled_out_by = [{ step = "tool:get_terms", quote = "30 days", why = "The terms of {{ order }} were found elsewhere." }]

[[key_points]]
role = "what"
text = "The total of {{ order }} is in cents."

[[key_points]]
role = "why"
text = "The order says 12.50."

[[key_points]]
role = "how"
text = "The refund took it over."

[[remedies]]
id = "name-the-unit"
title = "Return total_cents for {{ order }}"
detail = "Rename the field in get_invoice."
lever = "tool"
repairs = true
change = { tool = "get_invoice", unit = true }

[[remedies]]
id = "retry-search"
title = "Retry the policy search"
detail = "Three tries instead of one."
lever = "infra"
repairs = false
change = { retries = 3 }

[[remedies]]
id = "check-customer"
title = "Check the customer"
detail = "Compare the names first."
lever = "prompt"
repairs = false
change = { prompt = "Compare the names." }

[[wrong_theories]]
theory = "{{ customer }} was mistaken for somebody else."
ruled_out_by = "The names agree."
steps = ["tool:get_order"]
blames = ["tool:get_customer"]
places = [{ step = "tool:get_customer", quote = "Nadia", why = "It is {{ customer }}." }]

[[follow_ups]]
question = "How would you notice this in production?"
strong_answer = "By comparing refunds with payments."

[[follow_ups]]
question = "What else could {{ order }} have shown?"
strong_answer = "A currency."

[[follow_ups]]
question = "Which test is missing?"
strong_answer = "One with an amount under a euro."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """`scenarios/blue-kettle`."""
    folder = tmp_path / "scenarios" / "blue-kettle"
    folder.mkdir(parents=True)
    (folder / "scenario.toml").write_text(SCENARIO, encoding="utf-8")
    (folder / "answer.toml").write_text(ANSWER, encoding="utf-8")
    return folder


def _span(number: int, name: str, attributes: dict[str, object], *, failed: bool = False) -> dict[str, object]:
    start = 1_750_000_000_000_000_000 + number * 10_000_000_000
    return {
        "traceId": "0af7651916cd43dd8448eb211c80319c",
        "spanId": f"{number:016x}",
        "parentSpanId": "" if number == 255 else f"{255:016x}",
        "name": name,
        "startTimeUnixNano": str(start if number < 255 else 1_750_000_000_000_000_000),
        "endTimeUnixNano": str(start + 1_000_000_000),
        "status": {"code": 2 if failed else 1},
        "attributes": [{"key": key, "value": {"stringValue": str(value)}} for key, value in attributes.items()],
    }


def _chat(number: int, said: str, call: str | None = None) -> dict[str, object]:
    parts: list[dict[str, object]] = [{"type": "text", "content": said}]
    parts += (
        [{"type": "tool_call", "id": f"call-{number + 1}", "name": call, "arguments": {"n": number}}] if call else []
    )
    asked = [{"role": "user", "parts": [{"type": "text", "content": "Please refund my kettle."}]}]
    return _span(number, "chat kettle-1", {
        "gen_ai.operation.name": "chat", "gen_ai.request.model": "kettle-1",
        "gen_ai.input.messages": json.dumps(asked),
        "gen_ai.output.messages": json.dumps([{"role": "assistant", "parts": parts, "finish_reason": "stop"}]),
    })  # fmt: skip


def _tool(number: int, name: str, result: object, *, failed: bool = False) -> dict[str, object]:
    return _span(number, f"execute_tool {name}", {
        "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name, "gen_ai.tool.call.id": f"call-{number}",
        "gen_ai.tool.call.arguments": json.dumps({"n": number - 1}), "gen_ai.tool.call.result": json.dumps(result),
    }, failed=failed)  # fmt: skip


def spans_of_the_kettle() -> list[dict[str, object]]:
    """Twenty-one steps: the invoice is step 8, the refund step 18."""
    calls = [
        ("get_order", {"order": "K-17", "price": "12.50 EUR"}),
        ("search_policy", "nothing yet"),
        ("get_customer", {"name": "Nadia"}),
        ("get_invoice", {"order": "K-17", "total": 1250}),
        ("get_address", {"city": "Ulm"}),
        ("get_history", []),
        ("get_limits", {"max": 5000}),
        ("get_terms", "30 days"),
        ("refund", {"amount": 1250, "currency": "EUR"}),
        ("write_note", "done"),
    ]
    spans = [
        _span(255, "invoke_agent support", {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "support"})
    ]
    for place, (name, result) in enumerate(calls):
        spans.append(_chat(2 * place + 1, f"Next I use {name}.", name))
        spans.append(_tool(2 * place + 2, name, result, failed=name == "search_policy"))
    return [*spans, _chat(21, "You get 1250 EUR back.")]


@pytest.fixture
def kettle(tmp_path: Path) -> Path:
    """The run as one line of the collector's file format, compressed as the recorder does it."""
    scopes = [{"scope": {"name": "t"}, "spans": spans_of_the_kettle()}]
    body = json.dumps({"resourceSpans": [{"resource": {}, "scopeSpans": scopes}]}) + "\n"
    file = tmp_path / "kettle.otlp.jsonl.zst"
    file.write_bytes(zstandard.ZstdCompressor(level=19).compress(body.encode()))
    return file


SHOWN, HEALTHY, NAMED, RETRIED, CHECKED = (f"{digit}" * 16 for digit in "12345")


@pytest.fixture
def traces(tmp_path: Path, folder: Path, kettle: Path) -> Path:
    """`traces/`, with variants a and b of the blue kettle recorded."""
    traces = tmp_path / "traces"
    run = read_run(kettle)
    for variant in ("a", "b"):
        there = traces / "blue-kettle" / variant
        there.mkdir(parents=True)
        for arm in (SHOWN, HEALTHY, NAMED, RETRIED, CHECKED):
            run_file(there, arm).write_bytes(kettle.read_bytes())
        key = resolve_answer(
            read_source(folder), variant=variant, run=run, facts={"customer": "Nadia", "order": "K-17"},
            healthy_run=HEALTHY,
            remedy_runs={"name-the-unit": NAMED, "retry-search": RETRIED, "check-customer": CHECKED},
        )  # fmt: skip
        ticket = "Nadia says the refund is not what they paid."
        write_public(there, Variant(id=variant, seed=11, run=SHOWN, ticket=ticket, player=Player.SCRIPTED))
        write_sealed(there, key)
    return traces
