"""The agent loop: assemble the context, ask the model, run what it asks for, until it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from opentelemetry.trace import SpanKind

from app.domain.errors import ScenarioRejected
from app.domain.message import Message, Reasoning, Text, ToolCall, ToolDefinition
from app.domain.step import Usage
from app.faults.operator import Boundary
from app.recorder.configuration import AgentOptions
from app.recorder.expressions import render
from app.recorder.fixtures import Fixtures
from app.recorder.history import compacted, windowed
from app.recorder.model import Model, ModelRefused, ModelRequest, ModelResponse
from app.recorder.run_context import RunContext
from app.recorder.tokens import cached_tokens, message_tokens, request_tokens
from app.recorder.tool_context import ToolContext
from app.recorder.tooling import together
from app.recorder.wire import request_attributes, response_attributes
from app.recorder.world import World

SUMMARY_REQUEST = "Summarise the conversation so far for the agent that will continue it."


@dataclass(slots=True, kw_only=True)
class Agent:
    """One agent at work. `history` is its conversation without the system prompt."""

    name: str
    run: RunContext
    world: World
    model: Model
    fixtures: Fixtures
    history: list[Message] = field(default_factory=list)
    _asked: tuple[Message, ...] = ()

    @property
    def options(self) -> AgentOptions:
        return self.run.configuration.agents[self.name]

    def answer(self, text: str) -> str:
        """What the agent answers to one message of the user, under one `invoke_agent` span."""
        about = {
            "gen_ai.operation.name": "invoke_agent",
            "gen_ai.agent.name": self.name,
            "gen_ai.agent.description": self.options.description or None,
            "gen_ai.conversation.id": self.run.conversation,
            "gen_ai.provider.name": self.options.provider,
            "gen_ai.request.model": self.options.model,
        }
        with self.run.capture.span(f"invoke_agent {self.name}", about) as span:
            system = self._system()
            self.history.append(Message("user", (Text(text),)))
            limits = self.run.boundaries.cross(Boundary.LOOP, self.name, {"max_steps": self.options.max_steps})
            for _ in range(limits["max_steps"]):
                said = self._step(system)
                if not said.calls:
                    return said.text
            span.fail("StepLimitExceeded", f"{self.name} reached its limit of {limits['max_steps']} steps")
        return ""

    def _step(self, system: Message) -> Message:
        """One model call and the tool calls that it asked for."""
        options = self.options.context
        self.history = compacted(self.history, options, summarise=self._summarise)
        assembled = (system, *windowed(self.history, options))
        messages = self.run.boundaries.cross(Boundary.CONTEXT, self.name, assembled)
        response = self._ask(messages, self._tools())
        said = Message("assistant", response.parts)
        self.history.append(said)
        results = together(said.calls, self.run, world=self.world)
        self.history += [Message("tool", (result,)) for result in results]
        return said

    def _ask(self, messages: tuple[Message, ...], tools: tuple[ToolDefinition, ...]) -> ModelResponse:
        """The model's response; a request that the provider turns away is repeated after a pause."""
        wanted = {"model": self.options.model, **self.options.parameters}
        used: Mapping[str, Any] = self.run.boundaries.cross(Boundary.MODEL_REQUEST, self.name, wanted)
        request = ModelRequest(
            model=used["model"],
            messages=messages,
            tools=tools,
            parameters={name: value for name, value in used.items() if name != "model"},
        )
        for attempt in range(1, self.run.configuration.model_attempts + 1):
            response = self._attempt(request)
            if response is not None:
                return response
            self.run.clock.spend(self.run.chance.milliseconds("backoff", median=900 * 2**attempt, spread=0.1))
        raise ScenarioRejected(
            f"agents.{self.name}: the model refused {attempt} attempts; the last told why in the trace"
        )

    def _attempt(self, request: ModelRequest) -> ModelResponse | None:
        """One request under one `chat` span; None where the provider did not take it."""
        run, name = self.run, f"chat {request.model}"
        about = request_attributes(request, self.options)
        about |= {"gen_ai.agent.name": self.name, "gen_ai.conversation.id": run.conversation}
        with run.capture.span(name, about, kind=SpanKind.CLIENT) as span:
            ordinary: dict[str, Any] = {"factor": 1.0}
            met = run.boundaries.cross(Boundary.INFRASTRUCTURE, f"chat {self.name}", ordinary)
            try:
                response = self._complete(request, met)
            except ModelRefused as refusal:
                run.clock.spend(run.chance.milliseconds("refused", median=120))
                span.fail(refusal.kind, f"Error code: {refusal.status} - {refusal}")
                return None
            usage = response.usage or self._usage(request, response)
            run.clock.spend(met["factor"] * run.chance.milliseconds(name, median=_thinking_ms(usage)))
            span.put(response_attributes(response, usage))
        self._asked = request.messages
        return response

    def _complete(self, request: ModelRequest, met: Mapping[str, Any]) -> ModelResponse:
        """The model's answer. Raises ModelRefused where the model, or what is met on the way to it, says no."""
        if "status" in met:
            raise ModelRefused(met.get("message", ""), status=met["status"], kind=met.get("type", "RateLimitError"))
        response = self.model.complete(request, agent=self.name)
        parts = self.run.boundaries.cross(Boundary.MODEL_RESPONSE, self.name, response.parts)
        calls = any(isinstance(part, ToolCall) for part in parts)
        ident = response.id or "chatcmpl-" + self.run.chance.token("response", 28)
        ended = response.finish_reason if parts == response.parts else "tool_calls" if calls else "stop"
        return replace(response, parts=parts, id=ident, finish_reason=ended)

    def _usage(self, request: ModelRequest, response: ModelResponse) -> Usage:
        thought = [part for part in response.parts if isinstance(part, Reasoning)]
        return Usage(
            input_tokens=request_tokens(request.messages, request.tools),
            output_tokens=message_tokens(Message("assistant", response.parts)),
            cached_tokens=cached_tokens(request.messages, self._asked, request.tools),
            reasoning_tokens=message_tokens(Message("assistant", tuple(thought))) if thought else None,
        )

    def _tools(self) -> tuple[ToolDefinition, ...]:
        offered = tuple(self.run.tools[name] for name in self.options.tools)
        return self.run.boundaries.cross(Boundary.TOOL_DEFINITION, self.name, offered)

    def _system(self) -> Message:
        """The system prompt: its file over the facts of the session, what memory holds, and what was appended."""
        memory = self._memory()
        names = {**self.run.facts, "memory": memory, "now": ToolContext(self.run, "", {}).now}
        text = self.fixtures.rendered(self.options.prompt, names).strip()
        added = render(self.options.prompt_append, names).strip()
        return Message("system", (Text(f"{text}\n\n{added}" if added else text),))

    def _memory(self) -> list[dict[str, Any]]:
        options = self.options.memory
        if not options.read:
            return []
        key = render(options.key, self.run.facts)
        context = ToolContext(self.run, options.table, {})
        return context.recall(options.query, key, store=options.table, query=key, limit=options.limit)

    def _summarise(self, messages: Sequence[Message]) -> str:
        """The older messages in the words of the summarising agent."""
        other = replace(self, name=self.options.context.summariser or "", history=list(messages), _asked=())
        return other.answer(SUMMARY_REQUEST)


def _thinking_ms(usage: Usage) -> float:
    """How long a hosted model takes: a first token after reading, then about 80 tokens a second."""
    fresh = (usage.input_tokens or 0) - (usage.cached_tokens or 0)
    return 380 + 0.06 * fresh + 12.5 * (usage.output_tokens or 0)
