"""Runs drawn at random: steps of some kinds that lie in each other, so that at a frontier some of them are open."""

from hypothesis import strategies as st
from spans_by_hand import TRACE, span

from app.domain.message import Message, Text, ToolCall
from app.domain.span import Status
from app.domain.step import Context, Run, StateChange, Step, StepKind, Try, Usage
from app.domain.trace import Trace
from app.reading.window import Window
from app.store.run_rows import rows_of

TRIED = (Try(span_ids=("a",), started_ns=1, ended_ns=2, status=Status.ERROR, error="lilac"),) * 2
MESSAGES = tuple(
    Message(role, (part,))
    for role, part in (
        ("user", Text("Where is order A-17?")),
        ("assistant", ToolCall("lookup", {"order": "A-17", "share": 1e-05, "account": 10**22}, "c1")),
        ("assistant", Text("Straße 7,\nMünchen: “lilac”")),
        ("user", Text('say "no" \\ now')),
    )
)
VALUES = st.sampled_from(
    [None, "lilac", {"order": "A-17", "lines": [7, 2.5, None]}, {"share": 1e-05}, {"account": 10**22, "city": "Köln"}]
)
HASHES = st.lists(st.sampled_from([message.hash for message in MESSAGES]), max_size=4, unique=True).map(tuple)
TOLD = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([StepKind.MODEL, StepKind.TOOL, StepKind.EMBEDDING]),
        "name": st.sampled_from(["look", "Refund", "STRASSE"]),
        "agent": st.sampled_from([None, "support", "Straße"]),
        "status": st.sampled_from(Status),
        "error": st.sampled_from([None, "refused"]),
        "model": st.sampled_from([None, "gpt-4o-2024-08-06"]),
        "usage": st.sampled_from([Usage(), Usage(7, 5), Usage(input_tokens=900)]),
        "cost_usd": st.sampled_from([None, 0.25]),
        "attempts": st.sampled_from([(), TRIED]),
        "repairs": st.sampled_from([(), ("It never ended.",)]),
        "state": st.sampled_from([(), (StateChange(key="cart", before=None, after={"sum": 7}),)]),
        "input": VALUES,
        "output": VALUES,
        "given": HASHES,
        "output_messages": HASHES,
    }
)
STEPS = st.lists(st.tuples(TOLD, st.integers(0, 6)), min_size=1, max_size=7)


def windows(work, run_id, drawn):
    """The run of these steps, stored, as far as each of its steps. Each lies in an earlier one, or in none."""
    run, trace = recorded(drawn)
    work.runs.add(rows_of(run, trace, run_id=run_id, workspace="local", source="imported"))
    last = len(run.steps)
    return [Window(work=work, run_id=run_id, frontier=frontier, last_step=last) for frontier in range(1, last + 1)]


def recorded(drawn):
    steps, spans = [], []
    for number, (told, above) in enumerate(drawn, start=1):
        parent = f"s{number - above}" if 0 < above < number else None
        spans.append(span(f"s{number}", number, number + 0.5, parent=parent))
        times = {"started_ns": spans[-1].start_ns, "ended_ns": spans[-1].end_ns}
        steps.append(Step(number=number, label=str(number), span_ids=(f"s{number}",), **times, **content(told)))
    messages = {message.hash: message for message in MESSAGES}
    return Run(trace_id=TRACE, steps=tuple(steps), messages=messages), Trace(
        trace_id=TRACE, spans=tuple(spans), readings={}
    )


def content(told):
    """A model step has messages, and any other an input and an output."""
    kept = dict(told)
    given = kept.pop("given")
    if told["kind"] is StepKind.MODEL:
        return kept | {"input": None, "output": None, "context": Context(messages=given)}
    return kept | {"output_messages": ()}
