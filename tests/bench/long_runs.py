"""Runs of any length as OTLP: growing conversations, parallel tools, retries, errors and sub-agents.

Every span carries the OpenInference and the GenAI attributes side by side; about 9 KB a span.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import orjson
from bench_text import SYLLABLES, Prose

START_NS = 1_760_000_000 * 10**9
MS = 1_000_000
BATCH = 512  # spans a line of the file
TOOLS = "search_docs read_file run_shell sql_query http_get write_patch run_tests list_dir".split()  # noqa: SIM905
MODELS = (
    ("openai", "gpt-4.1", 2.0, 8.0),
    ("anthropic", "claude-sonnet-4", 3.0, 15.0),
    ("openai", "gpt-4.1-mini", 0.4, 1.6),
)
RESOURCE = {"service.name": "bench-agent", "service.version": "1.0", "telemetry.sdk.language": "python"}


def write_run(file: Path, *, spans: int) -> int:
    """Write a run of so many spans as OTLP/JSON lines; returns the bytes written. The same bytes every time."""
    dice = random.Random(7_000 + spans)
    found = LongRun(dice=dice, prose=Prose(dice), size=spans).recorded()
    with file.open("wb") as out:
        for start in range(0, spans, BATCH):
            out.write(orjson.dumps(_request(found[start : start + BATCH])) + b"\n")
        return out.tell()


@dataclass(slots=True)
class LongRun:
    """One recording in the making."""

    dice: random.Random
    prose: Prose
    size: int
    now: int = START_NS
    spans: list[dict] = field(default_factory=list)
    trace_id: str = ""

    def recorded(self) -> list[dict]:
        """Exactly `size` spans."""
        self.trace_id = f"{self.dice.getrandbits(128):032x}"
        self._agent(None, depth=0, room=self.size)
        while not self._full:
            self._tool(self.spans[0]["spanId"])
        del self.spans[self.size :]
        self.spans[0]["endTimeUnixNano"] = max(span["endTimeUnixNano"] for span in self.spans) + MS
        return self.spans

    @property
    def _full(self) -> bool:
        return len(self.spans) >= self.size

    def _agent(self, parent: str | None, *, depth: int, room: int) -> str:
        name = self.dice.choice(["planner", "coder", "researcher", "reviewer"]) if depth else "root"
        task = self.prose.cut(200, 900)
        agent = self._span(f"invoke_agent {name}", parent)
        until = len(self.spans) + room - 1
        system = {"role": "system", "content": f"You are {name}. {self.prose.cut(400, 600)}"}
        said = [{"role": "user", "content": task}]
        model = self.dice.choice(MODELS)
        while len(self.spans) < until and not self._full:
            self.now += self.dice.randint(1, 30) * MS
            self._model(agent["spanId"], model, system=system, said=said)
            said += self._answers(agent["spanId"], depth=depth, room=until - len(self.spans))
        answer = self.prose.cut(300, 1500)
        self.now += 2 * MS
        agent["endTimeUnixNano"] = self.now
        agent["attributes"] = self._attributes(_agent_attributes(name, task, answer))
        if depth and self.dice.random() < 0.08:
            self._fail(agent, "AgentError", "max turns exceeded")
        return answer

    def _answers(self, agent: str, *, depth: int, room: int) -> Iterator[dict]:
        """What the tools, or an agent in their place, tell the model; tools of one turn run side by side."""
        if self._full or room <= 0:
            return
        if depth < 3 and room > 14 and self.dice.random() < 0.10:
            answer = self._agent(agent, depth=depth + 1, room=self.dice.randint(6, min(40, room)))
            yield {"role": "tool", "content": answer}
            return
        began, ends = self.now, []
        for _ in range(min(room, self.dice.choice([1, 1, 1, 2, 3]))):
            self.now = began
            yield {"role": "tool", "content": self._tool(agent)}
            ends.append(self.now)
        self.now = max(ends)

    def _model(self, parent: str, model: tuple[str, str, float, float], *, system: dict, said: list[dict]) -> None:
        """One call and its retries. The request holds the last four messages."""
        while not self._full:
            given = [system, *({**message, "content": message["content"][:3000]} for message in said[-4:])]
            span = self._span(f"chat {model[1]}", parent, kind=3)
            self.now += self.dice.randint(600, 6000) * MS
            span["endTimeUnixNano"] = self.now
            attributes = _request_attributes(model, given)
            if self.dice.random() >= 0.04:
                answer = self.prose.cut(150, 1800)
                reply = _reply_attributes(model, given, answer, turns=len(said))
                span["attributes"] = self._attributes(attributes | reply)
                said.append({"role": "assistant", "content": answer})
                return
            span["attributes"] = self._attributes(attributes)
            self._fail(
                span, self.dice.choice(["RateLimitError", "APITimeoutError"]), "429 Too Many Requests: retry after 2s"
            )
            self.now += 2000 * MS

    def _tool(self, parent: str) -> str:
        for _ in range(3):
            name = self.dice.choice(TOOLS)
            path = f"src/{self.dice.choice(SYLLABLES)}.py"
            asked = json.dumps({"query": self.prose.cut(60, 700), "limit": self.dice.randint(1, 50), "path": path})
            span = self._span(f"execute_tool {name}", parent)
            self.now += self.dice.randint(30, 2500) * MS
            span["endTimeUnixNano"] = self.now
            wrong = self.dice.random() < 0.07
            rows = [self.prose.cut(80, 400) for _ in range(self.dice.randint(2, 9))]
            result = json.dumps({"error": "failed"} if wrong else {"ok": True, "rows": rows})
            call_id = f"call_{self.dice.getrandbits(32):08x}"
            span["attributes"] = self._attributes(_tool_attributes(name, call_id, asked=asked, result=result))
            if not wrong or self._full:
                return result
            kind = self.dice.choice(["ToolTimeout", "ValueError", "FileNotFoundError"])
            self._fail(span, kind, f"tool {name} failed: {self.prose.cut(30, 90)}")
        return result

    def _attributes(self, values: dict) -> list[dict]:
        session = f"sess-{self.trace_id[:8]}"
        return _attributes(values | {"session.id": session, "gen_ai.conversation.id": session})

    def _span(self, name: str, parent: str | None, *, kind: int = 1) -> dict:
        span = {
            "traceId": self.trace_id,
            "spanId": f"{self.dice.getrandbits(64) | 1:016x}",
            "name": f"{name} #{len(self.spans):05d}",
            "kind": kind,
            "startTimeUnixNano": self.now,
            "endTimeUnixNano": self.now,
            "attributes": [],
            "status": {},
        }
        self.spans.append(span if parent is None else {**span, "parentSpanId": parent})
        return self.spans[-1]

    def _fail(self, span: dict, kind: str, message: str) -> None:
        trace = f"Traceback (most recent call last):\n{self.prose.cut(300, 1200)}\n{kind}: {message}"
        told = {"exception.type": kind, "exception.message": message, "exception.stacktrace": trace}
        event = {"timeUnixNano": str(span["endTimeUnixNano"]), "name": "exception", "attributes": _attributes(told)}
        span.update(status={"code": 2, "message": message}, events=[event])


def _agent_attributes(name: str, task: str, answer: str) -> dict:
    return {
        "openinference.span.kind": "AGENT",
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.agent.name": name,
        "agent.name": name,
        **_sides("text/plain", asked=task, answered=answer),
    }


def _request_attributes(model: tuple[str, str, float, float], given: list[dict]) -> dict:
    provider, name, *_ = model
    flat = {
        f"llm.input_messages.{place}.message.{key}": value
        for place, message in enumerate(given)
        for key, value in message.items()
    }
    return {
        "openinference.span.kind": "LLM",
        "llm.model_name": name,
        "llm.provider": provider,
        "llm.invocation_parameters": '{"temperature":0.2,"max_tokens":2048}',
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": provider,
        "gen_ai.request.model": name,
        "gen_ai.response.model": name,
        "gen_ai.request.temperature": 0.2,
        "llm.system": provider,
        "input.value": given[-1]["content"],
        "input.mime_type": "text/plain",
        **flat,
        "gen_ai.input.messages": json.dumps([_genai(message) for message in given]),
    }


def _reply_attributes(model: tuple[str, str, float, float], given: list[dict], answer: str, *, turns: int) -> dict:
    asked = sum(len(message["content"]) for message in given) // 4 + 40 * turns
    told = len(answer) // 4
    return {
        "output.value": answer,
        "output.mime_type": "text/plain",
        "llm.output_messages.0.message.role": "assistant",
        "llm.output_messages.0.message.content": answer,
        "gen_ai.output.messages": json.dumps(
            [{**_genai({"role": "assistant", "content": answer}), "finish_reason": "tool_call"}]
        ),
        "llm.token_count.prompt": asked,
        "llm.token_count.completion": told,
        "llm.token_count.total": asked + told,
        "gen_ai.usage.input_tokens": asked,
        "gen_ai.usage.output_tokens": told,
        "llm.cost.prompt": asked * model[2] / 1e6,
        "llm.cost.completion": told * model[3] / 1e6,
        "llm.cost.total": (asked * model[2] + told * model[3]) / 1e6,
    }


def _tool_attributes(name: str, call_id: str, *, asked: str, result: str) -> dict:
    return {
        "openinference.span.kind": "TOOL",
        "tool.name": name,
        "tool.parameters": asked,
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": name,
        "gen_ai.tool.call.id": call_id,
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.arguments": asked,
        "gen_ai.tool.call.result": result,
        **_sides("application/json", asked=asked, answered=result),
    }


def _sides(mime_type: str, *, asked: str, answered: str) -> dict:
    return {
        "input.value": asked,
        "input.mime_type": mime_type,
        "output.value": answered,
        "output.mime_type": mime_type,
    }


def _genai(message: dict) -> dict:
    return {"role": message["role"], "parts": [{"type": "text", "content": message["content"]}]}


def _attributes(values: dict) -> list[dict]:
    return [{"key": key, "value": _value(value)} for key, value in values.items()]


def _value(value: str | float) -> dict:
    match value:
        case str():
            return {"stringValue": value}
        case int():
            return {"intValue": str(value)}
        case _:
            return {"doubleValue": value}


def _request(spans: list[dict]) -> dict:
    times = ("startTimeUnixNano", "endTimeUnixNano")
    told = [span | {name: str(span[name]) for name in times} for span in spans]
    scope = {"scope": {"name": "bench", "version": "1"}, "spans": told}
    return {"resourceSpans": [{"resource": {"attributes": _attributes(RESOURCE)}, "scopeSpans": [scope]}]}
