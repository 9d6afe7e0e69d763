"""Runs of agents as they might have happened, and as they might have been recorded."""

import json
from dataclasses import dataclass, field

from hypothesis import strategies as st

TRACE = "5b8efff798038103d269b633813fc60c"
MS = 1_000_000
TOOLS = ("f", "g")


@dataclass
class Happening:
    """What happened: spans as OTLP bodies, and by the ids of tools' spans their true arguments and result.

    `asked_by` names the model that asked for a tool, or for what an agent's first model did, where that was recorded.
    """

    spans: list = field(default_factory=list)
    arguments: dict = field(default_factory=dict)
    results: dict = field(default_factory=dict)
    asked_by: dict = field(default_factory=dict)

    def request(self, spans=None):
        rows = self.spans if spans is None else spans
        return {"resourceSpans": [{"scopeSpans": [{"scope": {"name": "agents"}, "spans": list(rows)}]}]}


@dataclass
class Tool:
    """A call that is under way."""

    call: dict
    id: str
    parent: str
    model: str
    start: int = 0


class Recorder:
    """Lets agents run against a clock that may stand still, and records them as well as the draw allows."""

    def __init__(self, draw):
        self._draw = draw
        self.found = Happening()
        self.now = 1000
        self._numbers = 0
        self._steps = draw(st.sampled_from([(1, 3), (0, 2)]))
        self._ids = draw(st.sampled_from(["own", "none", "repeated"]))
        self._beside = draw(st.booleans())
        self.root = self._name()

    def run(self):
        start = self.now
        self._agent("boss", self.root, depth=0)
        self._span(self.root, "flow", start, parent=None, kind="invoke_workflow")
        return self.found

    def _agent(self, name, parent, *, depth):
        own, start, history = self._name(), self._tick(), [_words("user", f"Task of {name}")]
        first = None
        for _ in range(self._draw(st.integers(1, 3))):
            calls = self._calls(depth)
            model = self._model(own, history, calls)
            first = first or model
            if not calls:
                break
            results = self._work(calls, own, model, depth)
            history += [_asked(calls)] + [_result(call, result) for call, result in zip(calls, results, strict=True)]
        else:
            self._model(own, history, [])
        recorded = self._parent(parent)
        self._span(own, name, start, parent=recorded, kind="invoke_agent", agent=name)
        return first if recorded == parent else None

    def _calls(self, depth):
        count = self._draw(st.integers(0, 3))
        return [self._call(number, depth) for number in range(count)]

    def _call(self, number, depth):
        name = self._draw(st.sampled_from(TOOLS + (("ask",) if depth < 2 else ())))
        call_id = {"own": f"call_{self._next()}", "none": None, "repeated": f"call_{number}"}[self._ids]
        return {"name": name, "arguments": {"k": self._draw(st.integers(0, 2))}, "id": call_id}

    def _model(self, parent, history, calls):
        start = self._tick()
        self._tick()
        self.now += 1  # what takes no time at all is an event of a call, and read otherwise
        own = self._name()
        more = {"gen_ai.input.messages": json.dumps(history), "gen_ai.output.messages": json.dumps([_asked(calls)])}
        self._span(own, "chat", start, parent=parent, kind="chat", **more)
        return own

    def _work(self, calls, parent, model, depth):
        """Do what was asked, one after the other or all at once; the results in the order of the calls."""
        tools = [Tool(call, self._name(), parent, model) for call in calls]
        if len(tools) > 1 and self._draw(st.booleans()):
            for tool in tools:
                tool.start = self._tick()
            for tool in self._draw(st.permutations(tools)):
                self._done(tool, depth)
        else:
            for tool in tools:
                tool.start = self._tick()
                self._done(tool, depth)
        return [self.found.results[tool.id] for tool in tools]

    def _done(self, tool, depth):
        call, own = tool.call, tool.id
        self.found.arguments[own], self.found.results[own] = call["arguments"], f"{call['name']} gave {own}"
        inner = self._agent(f"helper {own}", own, depth=depth + 1) if call["name"] == "ask" else None
        self._tick()
        self.now += 1
        told = {
            "gen_ai.tool.call.id": call["id"],
            "gen_ai.tool.call.arguments": json.dumps(call["arguments"]),
            "gen_ai.tool.call.result": self.found.results[own],
        }
        kept = {key: value for key, value in told.items() if self._draw(st.booleans())}
        if self._draw(st.integers(0, 5)):  # else its span is lost
            kept["gen_ai.tool.name"] = call["name"]
            parent = self._parent(tool.parent)
            if parent == tool.parent or (self._ids == "own" and kept.get("gen_ai.tool.call.id")):
                self.found.asked_by |= {later: tool.model for later in (own, inner) if later}  # else nobody knows
            self._span(own, f"execute_tool {call['name']}", tool.start, parent=parent, kind="execute_tool", **kept)

    def _parent(self, parent):
        """The parent as recorded: the true one, the root's, or one that was never exported."""
        return self._draw(st.sampled_from([parent, parent, self.root, "f" * 16])) if self._beside else parent

    def _span(self, own, name, start, *, parent, kind, agent=None, **more):
        told = {"gen_ai.operation.name": kind, "gen_ai.agent.name": agent, **more}
        body = {
            "traceId": TRACE,
            "spanId": own,
            "name": name,
            "startTimeUnixNano": str(start * MS),
            "endTimeUnixNano": str(self._tick() * MS),
            "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in told.items() if value],
        }
        self.found.spans.append(body | ({"parentSpanId": parent} if parent else {}))

    def _tick(self):
        self.now += self._draw(st.integers(*self._steps))
        return self.now

    def _name(self):
        return f"{self._next():016x}"

    def _next(self):
        self._numbers += 1
        return self._numbers


def _words(role, text):
    return {"role": role, "parts": [{"type": "text", "content": text}]}


def _asked(calls):
    said = [{"type": "tool_call", **call} for call in calls]
    return {"role": "assistant", "parts": said or [{"type": "text", "content": "Done."}]}


def _result(call, result):
    return {"role": "tool", "parts": [{"type": "tool_call_response", "id": call["id"], "response": result}]}


@st.composite
def agent_runs(draw):
    """One run with up to three agents deep, tools one by one or at once, recorded with gaps and in odd places."""
    return Recorder(draw).run()
