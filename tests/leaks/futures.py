"""A run of nested agents, parallel calls and tries, and for each of its steps another run that agrees up to there."""

import json

import late_parcel
import zstandard
from late_parcel import _agent, _call, _chat, _request, _result, _span, _state, _text, _tool

ASKED = [_text("system", "You help."), _text("user", "Plan my day")]
CALLS = [f"call-{name}" for name in ("mail", "news", "wind")]
STEPS = 13


def told():
    """The run: what each step's span is, by step. A step with tries has several, an agent none of its own."""
    chosen = [_call(CALLS[0], "search", {"in": "mail"}), _call(CALLS[1], "search", {"in": "news"})]
    parts = {"role": "assistant", "parts": [part for call in chosen for part in call["parts"]]}
    results = [_result(CALLS[0], "no mail"), _result(CALLS[1], "old news")]
    inner = [_text("user", "How is the wind?")]
    asked = [*ASKED, parts, *results]
    consult = _call(CALLS[2], "consult", {"about": "wind"})
    return {
        1: [_step("1", 10, 20, **_paid(ASKED, _text("assistant", "I will look"), 110, 0.011))],
        2: [_step("2", 30, 45, **_tool("note", "call-note", {"day": 1}, "bergamot"), **_state({"day": 1}))],
        3: [_step("3", 50, 60, **_paid(ASKED, parts, 130, 0.013))],
        4: [_step("4", 70, 90, **_tool("search", CALLS[0], {"in": "mail"}, "no mail"))],
        5: [_step("5", 72, 95, **_tool("search", CALLS[1], {"in": "news"}, "old news"), **_state({"news": "old"}))],
        6: [
            _step("6a", 100, 110, error="overloaded", **_paid(asked, _text("assistant", ""), 160, 0.016)),
            _step("6b", 112, 130, **_paid(asked, consult, 161, 0.017)),
        ],
        7: [_step("7", 140, 900, **_tool("consult", CALLS[2], {"about": "wind"}, "west wind"), **_state({"wind": "west"})), _step("7http", 155, 880, "7", **_request({"wind": "west"}))],
        8: [_step("8", 160, 200, "expert", **_paid(inner, _text("assistant", "Ask twice"), 180, 0.018))],
        9: [_step("9", 210, 230, "expert", error="no sensor", **_tool("sense", "call-sense", {"n": 1}, "no sensor"))],
        10: [_step("10", 260, 290, "guesser", **_paid(inner, _text("assistant", "West"), 190, 0.019))],
        11: [_step("11", 300, 310, "guesser", **_tool("dice", "call-dice", {"n": 2}, "six"), **_state({"dice": 6}))],
        12: [_step("12", 910, 950, **_paid([*asked, consult], _text("assistant", "Take a coat"), 200, 0.020))],
        13: [_step("13", 960, 990, **_tool("note", "call-last", {"day": 2}, "done"), **_state({"day": 2}))],
    }  # fmt: skip


# What is open while what: the agents and the steps that call them, from their first step to their last.
AGENTS = {
    "root": (None, 0, 1000, 1, STEPS),
    "expert": ("7", 150, 890, 8, 11),
    "guesser": ("expert", 250, 320, 10, 11),
}
CLOSES = {7: 11}


def one():
    """The spans of the whole run."""
    return [*(_agent_span(name) for name in AGENTS), *(span for step in told().values() for span in step)]


def another(frontier, *, more=9, beside=False):
    """The spans of a run that is the same up to a step, and then longer, dearer, slower and in other hands.

    It has `more` model steps at its end: with some hundred, whatever is bounded by pages or buckets has more of them.
    If `beside`, the innermost agent is over at the frontier, and what comes next is another one beside it.
    """
    begun = [name for name, (*_, first, _) in AGENTS.items() if first <= frontier]
    unfinished = [name for name in begun if AGENTS[name][-1] >= frontier]
    spans = [_gone_wrong(_agent_span(name)) if name in unfinished else _agent_span(name) for name in begun]
    over = 0
    for number in range(1, frontier + 1):
        still_open = CLOSES.get(number, 0) >= frontier
        spans += [_outcome(span) if still_open else span for span in told()[number]]
        over = over if still_open else max(over, *map(_end, told()[number]))
    at = max(over, 150)
    if beside:
        return [*_ended(spans, unfinished[-1], at=at), *_neighbour(unfinished[-1], at=at, more=more)]
    inside = "7" if frontier == 7 else unfinished[-1]
    return [*spans, *_ending(inside, at=at, more=more)]


def _end(span):
    return (int(span["endTimeUnixNano"]) - 1_760_000_000_000_000_000) // 1_000_000


def _ended(spans, agent, *, at):
    """The spans with this agent over soon after the frontier."""
    own = late_parcel.span_id("broken", agent)
    end = str(1_760_000_000_000_000_000 + (at + 20) * 1_000_000)
    return [span | {"endTimeUnixNano": end} if span["spanId"] == own else span for span in spans]


def _neighbour(agent, *, at, more):
    """What happens in an agent beside this one, from the first step after the frontier on."""
    yield _span("broken", "neighbour", AGENTS[agent][0], at + 30, at + 99_000, **_agent("neighbour"))
    yield _step("n", at + 33, at + 38, "neighbour", **_tool("listen", "call-n", {"n": 0}, "nothing heard"))
    yield from _ending("neighbour", at=at, more=more)


def _ending(inside, *, at, more):
    """What the other run does next: it calls strangers, tries again and again, writes state, and fails."""
    given = [*ASKED, _text("user", "Otherwise!" * 40)]
    said = _text("assistant", "Something else altogether")
    stranger = _span("broken", "stranger", inside, at + 40, at + 9000, error="gone", **_agent("stranger"))
    yield stranger
    for n in range(3):  # side by side
        yield _step(
            f"p{n}",
            at + 50 + n,
            at + 8000 + n,
            "stranger",
            **_tool(f"other{n}", f"call-p{n}", {"n": n}, f"other {n}"),
            **_state({"day": n, "far": "away"}),
        )
    for n in range(3):  # tries of one request
        yield _step(
            f"t{n}",
            at + 8100 + 10 * n,
            at + 8105 + 10 * n,
            "stranger",
            error="late",
            **_paid(given, said, 660606 + n, 6.5),
        )
    for n in range(more):
        yield _step(
            f"m{n}", at + 10_000 + 100 * n, at + 10_090 + 100 * n, inside, **_paid(given, said, 770707 + n, 7.5)
        )


def _gone_wrong(span):
    span["endTimeUnixNano"] = str(int(span["endTimeUnixNano"]) + 30_000_000_000)
    span["status"] = {"code": 2, "message": "gave up"}
    return span


def _outcome(span):
    """A step that is still open, with another end, result and state."""
    kept = [each for each in span["attributes"] if each["key"] not in {"gen_ai.tool.call.result", "app.state.delta"}]
    result = {"key": "gen_ai.tool.call.result", "value": {"stringValue": "nobody answered"}}
    state = {"key": "app.state.delta", "value": {"stringValue": json.dumps({"wind": "none", "day": 9})}}
    return _gone_wrong(span | {"attributes": [*kept, result, state]})


def _agent_span(name):
    parent, start, end, *_ = AGENTS[name]
    return _span("broken", name, parent, start, end, **_agent(name))


def _step(name, start, end, parent="root", **attributes):
    return _span("broken", name, parent, start, end, **attributes)


def _paid(given, said, tokens, dollars):
    return _chat(given, said, tokens) | {"gen_ai.usage.cost": dollars}


def write(folder, spans):
    """The test pack, with these spans as the broken arm."""
    late_parcel.write_pack(folder)
    body = {
        "resourceSpans": [
            {"resource": {"attributes": []}, "scopeSpans": [{"scope": {"name": "day"}, "spans": spans}]}
        ]
    }
    path = folder / "traces" / late_parcel.SLUG / "a" / f"{late_parcel.RUNS['broken']}.otlp.jsonl.zst"
    path.write_bytes(zstandard.compress(json.dumps(body).encode() + b"\n"))
