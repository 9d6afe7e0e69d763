"""Small runs written out by hand, for the tests of this room."""

from app.domain.message import Message, Text, ToolCall, ToolResult
from app.domain.span import Status
from app.domain.step import Context, Run, Step, StepKind, Usage

SYSTEM = Message("system", (Text("You answer for Harbour Books. Refunds within 30 days."),))
ASK = Message("user", (Text("Where is order 4711?"),))
CALL = Message("assistant", (ToolCall("search_orders", {"id": 4711}, "c1"),))
FOUND = Message("tool", (ToolResult([], "c1", "search_orders"),))
ANSWER = Message("assistant", (Text("There is no such order."),))


def model(number, given, said, *, tokens=None, **more):
    """A model step given and saying these messages."""
    tools = more.pop("tools", ())
    context = Context(
        messages=tuple(item.hash for item in given),
        tools=tuple(item.hash for item in tools),
        parameters=more.pop("parameters", {}),
        partial=more.pop("partial", False),
    )
    return step(
        number,
        StepKind.MODEL,
        "chat",
        context=context,
        output_messages=tuple(item.hash for item in said),
        turn=number,
        usage=Usage(input_tokens=tokens),
        **more,
    )


def step(number, kind, name, **more):
    more = {
        "span_ids": (f"{number:016x}",),
        "status": Status.UNSET,
        "started_ns": number * 10,
        "ended_ns": number * 10 + 5,
    } | more
    return Step(number=number, label=str(number), kind=kind, name=name, **more)


def tool(number, name="search_orders", **more):
    return step(number, StepKind.TOOL, name, **more)


def run(*steps, messages=(SYSTEM, ASK, CALL, FOUND, ANSWER), tools=(), containers=()):
    return Run(
        trace_id="a" * 32,
        steps=steps,
        messages={item.hash: item for item in messages},
        tools={item.hash: item for item in tools},
        containers=containers,
    )


def lookup():
    """Ask, look up, answer: the run that most tests start from."""
    return run(
        model(1, [SYSTEM, ASK], [CALL], tokens=100),
        tool(2, turn=1, input={"id": 4711}, output=[], call_id="c1"),
        model(3, [SYSTEM, ASK, CALL, FOUND], [ANSWER], tokens=140),
    )
