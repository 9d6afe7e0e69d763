"""A small pack for tests: one scenario, one variant, four arms, each step with a word that no earlier step says."""

import json
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import zstandard

from app.catalog.item_digest import item_digest
from app.domain.answer import FollowUp, Hint, KeyPoint, KeyStep, Place, RedHerring, WrongTheory
from app.domain.answer_key import AnswerKey, Remedy
from app.domain.fault import Detectability, Lever
from app.domain.scenario import Player

SLUG = "late-parcel"
TICKET = "Marta says she got 1250 euros."
STEPS = 8  # 4 is a tool that asks a second agent, whose steps are 5 to 7
RUNS = {
    "broken": "5d1f0a77c3e94b20",
    "healthy": "a90c2be6417fd358",
    "unit": "0f7b6d12ee83c945",
    "retry": "c4482a9d50b7e1f6",
}
WORDS = {  # what each step says first: step 3's word is in steps 3 and later, and in none before
    1: "amaranth", 2: "bergamot", 3: "cardamom", 4: "dandelion", 5: "eucalypt", 6: "fenugreek", 7: "gardenia", 8: "hyacinth",
}  # fmt: skip
INNER = {2: "lavender", 4: "marjoram"}  # what spans inside these steps say, and nothing else
RESULT_OF_4 = "juniper"  # what step 4 brings back, once step 7 is over
CALLS = {1: "call-amaranth", 2: "call-cardamom", 3: "call-eucalypt"}
TOKENS = {1: 510101, 3: 530303, 5: 550505, 7: 570707, 8: 580808}  # input tokens of the model steps
OTHER_ARMS = {"healthy": "quillwort", "unit": "ragwort", "retry": "saxifrage"}  # said by those arms alone

SCENARIO = """
title = "The parcel that came late"
world = "support-desk"
agent = "Support agent"
difficulty = "standard"
minutes = 15
skills = ["reading tool results"]
script = "parcel"
may_do = "Look up orders and ask the refund specialist."
expected = "The customer gets back what was paid."
ticket = "The customer says the refund is not what they paid."

[[variants]]
id = "a"
seed = 11
"""
ANSWER = """
failure_class = "tool.unit_error"
detectability = "silent"
fix_lever = "tool"
check = "refund_matches_invoice"
root = ["tool:lookup_order#1"]
symptom = ["model#-1"]
[fault]
operator = "drop_unit"
at = "tool:lookup_order#1"
[[wrong]]
step = "tool:lookup_order#1"
quote = "bergamot"
why = "The total has no unit."
[[right]]
step = "model#1"
quote = "amaranth"
why = "Units were asked for."
"""
KEY = AnswerKey(
    scenario=SLUG,
    variant="a",
    failure_class="tool.unit_error",
    detectability=Detectability.SILENT,
    fault="drop_unit_at_lookup",
    root=(2,),
    near=(1,),
    chain=(2, 3, 6, 8),
    symptom=(8,),
    acted_on=(3,),
    damage=(6,),
    wrong=(Place(step=2, why="The total has no unit (sealed-wrong)", quote="bergamot"),),
    right=(Place(step=1, why="Units were asked for (sealed-right)", quote="amaranth"),),
    red_herrings=(RedHerring(step=6, why="Refusing is what this tool does (sealed-herring)"),),
    evidence=(KeyStep(step=2, why="The total has no unit (sealed-why)", quote="bergamot"),),
    fix_lever=Lever.TOOL,
    accepted_levers=(Lever.PROMPT,),
    key_points=(
        KeyPoint(role="what", text="The total is in cents (sealed-point-what)"),
        KeyPoint(role="why", text="The order says euros (sealed-point-why)"),
        KeyPoint(role="how", text="The refund took it over (sealed-point-how)"),
    ),
    remedies=(
        Remedy(id="sealed-unit", title="Name the unit (sealed-title)", detail="Rename it (sealed-detail)", lever=Lever.TOOL, repairs=True, run=RUNS["unit"], remark="Old clients still send cents (sealed-remark)"),
        Remedy(id="sealed-retry", title="Retry (sealed-title-two)", detail="Ask again (sealed-detail-two)", lever=Lever.LOOP, repairs=False, run=RUNS["retry"], problem="12.50 is refunded, 1250.00 is due (sealed-retry-problem)", remark="Retrying hides nothing (sealed-remark-two)"),
    ),
    explanation="The lookup dropped the unit (sealed-explanation)",
    hints=(
        Hint(text="Look at the lookup (sealed-hint-1)", step=3),
        Hint(text="Compare amounts (sealed-hint-2)", step=5),
        Hint(text="Notice cents (sealed-hint-3)", step=8),
    ),
    follow_ups=(FollowUp(question="How would you test it (sealed-question)?", strong_answer="By contract (sealed-strong)"),),
    wrong_theories=(WrongTheory(theory="The specialist erred (sealed-theory)", ruled_out_by="It was told (sealed-ruled)", steps=(5,)),),
    healthy_run=RUNS["healthy"],
    problem="nothing is refunded, 1250.00 is due (sealed-problem)",
)  # fmt: skip


OTHER_KEY = replace(
    KEY,
    failure_class="retrieval.stale_index",
    detectability=Detectability.DELAYED,
    fault="another fault",
    root=(6, 7),
    near=(),
    chain=(6, 7, 8),
    acted_on=(7,),
    damage=(8,),
    wrong=(Place(step=7, why="Another reason, told at greater length than the first one was", quote="gardenia"),),
    right=(),
    red_herrings=(),
    evidence=(KeyStep(step=7, why="Another reason, told at greater length than the first one was"),),
    fix_lever=Lever.RETRIEVAL,
    accepted_levers=(),
    key_points=KEY.key_points[:1],
    explanation="Something else altogether",
    hints=(Hint(text="Another hint", step=1), Hint(text="And another", step=2), Hint(text="And a third", step=3)),
    follow_ups=(),
    wrong_theories=(),
)

# What a blind reader found. Nobody is told any word of it, not after the reveal either: it is counted.
BLIND_READING = {
    "scenario": SLUG, "variant": "a", "reader": "model", "model": "sealed-reader", "read_on": "2026-11-20",
    "minutes": 12.5, "reveal": "open", "settled": "The specialist only refused (sealed-settled)",
    "diagnosis": {"claims": [{"step": 6}], "explanation": "The specialist refused (sealed-reading)"},
}  # fmt: skip


def write_pack(
    folder: Path, *, key: AnswerKey = KEY, later: str = "as it was", player: Player = Player.SCRIPTED
) -> None:
    """The pack as `misstep record` leaves it; key, player and what comes after step 4 may be exchanged for others.

    The scenario is the one that the key names.
    """
    scenario, traces = folder / "scenarios" / key.scenario, folder / "traces" / key.scenario / "a"
    scenario.mkdir(parents=True)
    traces.mkdir(parents=True)
    (scenario / "scenario.toml").write_text(SCENARIO)
    (scenario / "answer.toml").write_text(ANSWER)
    (traces / "public.json").write_text(json.dumps({"run": RUNS["broken"], "ticket": TICKET, "player": player}))
    (traces / "sealed.json").write_text(json.dumps(asdict(key)))
    for arm, run in RUNS.items():
        (traces / f"{run}.otlp.jsonl.zst").write_bytes(zstandard.compress(otlp(arm, later=later)))
    readings = scenario / "readings/a"
    readings.mkdir(parents=True)
    item = item_digest(otlp("broken", later=later), ticket=TICKET)
    (readings / "first.json").write_text(json.dumps(BLIND_READING | {"scenario": key.scenario, "item": item}))


def span_id(arm: str, name: str) -> str:
    return sha256(f"{arm}/{name}".encode()).hexdigest()[:16]


def trace_id(arm: str) -> str:
    return sha256(arm.encode()).hexdigest()[:32]


def otlp(arm: str, *, later: str = "as it was") -> bytes:
    """One arm as OTLP JSON, by the GenAI conventions; the recorder's own attributes are in it.

    `later="otherwise"` is a run that goes on in another way after step 4 has begun, and for longer.
    """
    said = WORDS[2] if arm == "broken" else f"{WORDS[2]} {OTHER_ARMS[arm]}"
    asked = [_text("system", "You help."), _text("user", f"Where is my parcel? {WORDS[1]}")]
    order = [_call(CALLS[1], "lookup_order", {"order": "A-17"}), _result(CALLS[1], f"total: 1250 {said}")]
    special = [
        _call(CALLS[2], "consult_specialist", {"note": WORDS[3]}),
        _result(CALLS[2], f"Refused, {RESULT_OF_4}"),
    ]
    note = [_text("user", f"Please refund {WORDS[4]}")]
    refund = [_call(CALLS[3], "issue_refund", {"why": WORDS[5]}), _result(CALLS[3], f"limit exceeded {WORDS[6]}")]
    spans = [
        _span(arm, "root", None, 0, 900, **_agent("support_agent")),
        _span(arm, "1", "root", 10, 23, **_chat(asked, order[0], TOKENS[1])),
        _span(arm, "2", "root", 30, 41, **_tool("lookup_order", CALLS[1], {"order": "A-17"}, f"total: 1250 {said}"), **{"misstep.injected": "drop_unit"}),
        _span(arm, "2db", "2", 32, 39, **_query(f"SELECT total FROM orders -- {INNER[2]}"), **{"misstep.at": "drop_unit"}),
        _span(arm, "3", "root", 50, 67, **_chat([*asked, *order], special[0], TOKENS[3])),
        _span(arm, "4", "root", 70, 777, **_state({"refund": RESULT_OF_4}), **_tool("consult_specialist", CALLS[2], {"note": WORDS[3], "what": WORDS[4]}, f"Refused, {RESULT_OF_4}")),
        _span(arm, "4http", "4", 72, 775, **_request({"answer": RESULT_OF_4, "grader": INNER[4]})),
        _span(arm, "sub", "4", 80, 770, **_agent("refund_specialist")),
        _span(arm, "5", "sub", 90, 121, **_chat(note, refund[0], TOKENS[5])),
        _span(arm, "6", "sub", 130, 188, error="limit exceeded", **_state({"refund": WORDS[6], **_tries(arm)}), **_tool("issue_refund", CALLS[3], {"why": WORDS[5]}, f"limit exceeded {WORDS[6]}")),
        _span(arm, "7", "sub", 200, 311, **_chat([*note, *refund], _text("assistant", f"Not refunded {WORDS[7]}"), TOKENS[7])),
        _span(arm, "8", "root", 800, 853, **_chat([*asked, *order, *special], _text("assistant", f"All is well {WORDS[8]}"), TOKENS[8])),
    ]  # fmt: skip
    if later == "otherwise":
        spans = [*spans[:5], *_otherwise(arm, spans)]
    scope = {"scope": {"name": "late-parcel"}, "spans": spans}
    return json.dumps({"resourceSpans": [{"resource": {"attributes": []}, "scopeSpans": [scope]}]}).encode() + b"\n"


def _otherwise(arm, spans):
    """Step 4 fails, its agent gives up at once, and three more calls follow."""
    root, consult, sub = spans[0], spans[5], spans[7]
    root["endTimeUnixNano"] = str(int(root["endTimeUnixNano"]) + 5_000_000_000)
    root["status"] = {"code": 2, "message": "gave up"}
    consult["attributes"][-1]["value"]["stringValue"] = "Nobody is there"
    consult["endTimeUnixNano"] = str(int(consult["startTimeUnixNano"]) + 3_000_000_000)
    consult["status"] = {"code": 2, "message": "nobody is there"}
    sub["endTimeUnixNano"] = str(int(sub["startTimeUnixNano"]) + 2_000_000_000)
    given, said = [_text("user", "Who is there?")], _text("assistant", "I give up")
    last = [_span(arm, f"late{n}", "root", 4000 + n, 4900 + n, **_chat(given, said, 660606 + n)) for n in range(4)]
    return [consult, sub, _span(arm, "gone", "sub", 95, 99, error="gone", **_chat(given, said, 770707)), *last]


def _span(arm, name, parent, start, end, *, error=None, **attributes):
    base = 1_760_000_000_000_000_000
    return {
        "traceId": trace_id(arm),
        "spanId": span_id(arm, name),
        "parentSpanId": span_id(arm, parent) if parent else "",
        "name": f"{attributes['gen_ai.operation.name']} {name}"
        if parent is None
        else attributes.get("gen_ai.operation.name", name),
        "startTimeUnixNano": str(base + start * 1_000_000 + 7),
        "endTimeUnixNano": str(base + end * 1_000_000 + 11),
        "status": {"code": 2, "message": error} if error else {},
        "attributes": [{"key": key, "value": _value(value)} for key, value in attributes.items()],
    }


def _value(value):
    if isinstance(value, float):
        return {"doubleValue": value}
    return {"intValue": str(value)} if isinstance(value, int) else {"stringValue": value}


def _agent(name):
    return {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": name}


def _chat(given, said, tokens):
    return {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "test-model",
        "gen_ai.input.messages": json.dumps(given),
        "gen_ai.output.messages": json.dumps([said]),
        "gen_ai.usage.input_tokens": tokens,
        "gen_ai.usage.output_tokens": tokens + 1,
    }


def _tool(name, call_id, arguments, result):
    return {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": name,
        "gen_ai.tool.call.id": call_id,
        "gen_ai.tool.call.arguments": json.dumps(arguments),
        "gen_ai.tool.call.result": result,
    }


def _tries(arm):
    """Step 6 differs in two places where the tool tries again."""
    return {"try": 2, "waited": "a second"} if arm == "retry" else {"try": 1}


def _query(text):
    return {"db.system.name": "sqlite", "db.query.text": text, "db.response.returned_rows": 1}


def _request(body):
    return {
        "http.request.method": "POST",
        "url.full": "https://specialist.example/ask",
        "http.response.status_code": 200,
        "http.response.body": json.dumps(body),
    }


def _state(written):
    return {"app.state.delta": json.dumps(written)}


def _text(role, text):
    return {"role": role, "parts": [{"type": "text", "content": text}]}


def _call(call_id, name, arguments):
    return {
        "role": "assistant",
        "parts": [{"type": "tool_call", "id": call_id, "name": name, "arguments": arguments}],
    }


def _result(call_id, text):
    return {"role": "tool", "parts": [{"type": "tool_call_response", "id": call_id, "response": text}]}
