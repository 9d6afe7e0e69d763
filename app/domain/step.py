"""What a reader walks through: numbered steps, and the run that they make."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from operator import attrgetter

from app.domain.inside import Inside, InsideCount
from app.domain.json import JSON
from app.domain.message import Message, ToolDefinition
from app.domain.span import Status


class StepKind(StrEnum):
    MODEL = "model"
    TOOL = "tool"
    RETRIEVAL = "retrieval"
    EMBEDDING = "embedding"
    RERANK = "rerank"
    GUARDRAIL = "guardrail"
    HANDOFF = "handoff"
    MEMORY = "memory"
    ROUTING = "routing"
    EVALUATION = "evaluation"
    HUMAN = "human"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one model call; None where the trace does not tell.

    Input and output are as recorded. Parts of the output are reasoning, audio and images; of the input, audio and
    images, and what was read from a cache and written to one (and of that, what is kept for an hour). But `beside`
    is true where the recording counts what a cache held beside its input, false where the convention that it follows
    counts it inside, None where neither is known. `untold` is true where a total holds tokens that no count tells.
    """

    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None
    reasoning_tokens: int | None = None
    cache_write_tokens: int | None = None
    hour_write_tokens: int | None = None
    audio_input_tokens: int | None = None
    image_input_tokens: int | None = None
    audio_output_tokens: int | None = None
    image_output_tokens: int | None = None
    beside: bool | None = field(default=None, kw_only=True)
    untold: bool = field(default=False, kw_only=True)

    @property
    def counts(self) -> tuple[int | None, ...]:
        """All of them, in their order."""
        return _COUNTS(self)

    @property
    def cache_tokens(self) -> int:
        """What was read from a cache or written to one."""
        return (self.cached_tokens or 0) + (self.cache_write_tokens or 0)

    @property
    def whole_input(self) -> int | None:
        """The input with what a cache held, wherever the recording counts that."""
        if self.input_tokens is None or not self.beside:
            return self.input_tokens
        return self.input_tokens + self.cache_tokens

    def with_reasoning_added(self) -> "Usage":
        """The same with an output that holds the reasoning, where it was counted beside it."""
        return replace(self, output_tokens=(self.output_tokens or 0) + (self.reasoning_tokens or 0))


_COUNTS: Callable[[Usage], tuple[int | None, ...]] = attrgetter(
    *(item.name for item in fields(Usage) if item.name not in ("beside", "untold"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a model step was given: hashes into the run's pools, in order.

    `partial` is true where the recording itself says that messages were lost (dropped attributes)
    or were sent by reference (a previous response id).
    """

    messages: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    parameters: Mapping[str, JSON] = field(default_factory=dict)
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One try of a step that was retried with the same request."""

    span_ids: tuple[str, ...]
    started_ns: int
    ended_ns: int
    status: Status
    error: str | None = None
    output: JSON = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange:
    """One key of the run's memory, scratchpad or world, before and after a step; None stands for absent."""

    key: str
    before: JSON
    after: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One numbered step.

    `number` counts from 1 and is frozen at import. `path` names the containers above, outermost first.
    For a model step `context` and `output_messages` are set (hashes into `Run.messages`); every other
    step has `input` and `output`. Steps that share `parallel_group` overlapped in time. `turn` is the
    number of the model step that asked for this step (its own number for a model step). `inside` counts its inner
    spans; None where the code that read the run looked for none. `same_call` is the number of the step that is one
    call with this one: see `assembly.one_call`.
    """

    number: int
    label: str
    kind: StepKind
    name: str
    span_ids: tuple[str, ...]
    status: Status
    started_ns: int
    ended_ns: int
    agent: str | None = None
    lane: str = ""
    path: tuple[str, ...] = ()
    turn: int | None = None
    parallel_group: int | None = None
    call_id: str | None = None
    context: Context | None = None
    output_messages: tuple[str, ...] = ()
    input: JSON = None
    output: JSON = None
    model: str | None = None
    request_model: str | None = None
    response_id: str | None = None
    previous_response_id: str | None = None
    usage: Usage = Usage()
    cost_usd: float | None = None
    cost_recorded: bool = False
    finish_reason: str | None = None
    error: str | None = None
    attempts: tuple[Try, ...] = ()
    rebuilt: bool = False
    repairs: tuple[str, ...] = ()
    state: tuple[StateChange, ...] = ()
    inside: InsideCount | None = None
    same_call: int | None = None

    @property
    def duration_ms(self) -> float:
        return (self.ended_ns - self.started_ns) / 1e6

    @property
    def failed(self) -> bool:
        return self.status is Status.ERROR or self.error is not None


@dataclass(frozen=True, slots=True)
class Lane:
    """The steps of one agent. `id` is stable within the run; the top agent's lane comes first."""

    id: str
    agent: str | None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """An agent, chain or workflow span around steps. `id` is its span id; `first` and `last` are step numbers."""

    id: str
    name: str
    agent: str | None
    parent: str | None
    first: int
    last: int
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A trace as a reader sees it. `messages` and `tools` hold each distinct content once, by its hash.

    `inside` holds the inner spans of the steps that have some, by the number of the step.
    """

    trace_id: str
    steps: tuple[Step, ...]
    messages: Mapping[str, Message] = field(default_factory=dict)
    tools: Mapping[str, ToolDefinition] = field(default_factory=dict)
    lanes: tuple[Lane, ...] = ()
    containers: tuple[Container, ...] = ()
    repairs: tuple[str, ...] = ()
    inside: Mapping[int, Inside] = field(default_factory=dict)
