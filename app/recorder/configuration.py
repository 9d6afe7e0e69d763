"""How a run is set up: agents, tool options, retriever, memory; and a remedy's change to it."""

from collections.abc import Mapping
from typing import Any

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from app.domain.errors import ScenarioRejected

_exact = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class ContextOptions:
    """How history is kept in the window.

    Over `compact_over` tokens all but the `keep_last` messages are
    summarised by the agent `summariser`; `pin` are the first messages that are never summarised, and with
    `keep_users` what users said stays beside the summary. Over `window` tokens the oldest messages fall out.
    """

    compact_over: int | None = None
    keep_last: int = 6
    pin: int = 0
    keep_users: bool = False
    summariser: str | None = None
    window: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class MemoryOptions:
    """Whether what is known of the customer is read at the start of a turn.

    `query` is SQL with one `?` for the
    `key` (a template over the session).
    """

    read: bool = False
    table: str = "customer_memory"
    key: str = ""
    limit: int = 10
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AgentOptions:
    """One agent. `prompt` is a file of the world; `prompt_append` is text put behind it."""

    model: str
    provider: str
    prompt: str
    prompt_append: str = ""
    description: str = ""
    tools: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = Field(default_factory=dict)
    max_steps: int = 40
    context: ContextOptions = Field(default_factory=ContextOptions)
    memory: MemoryOptions = Field(default_factory=MemoryOptions)


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class RetrieverOptions:
    """How passages are found. `sync` brings the index up to date with the document store before each search."""

    top_k: int = 6
    keep: int | None = None
    min_score: float | None = None
    filters: Mapping[str, Any] = Field(default_factory=dict)
    sync: bool = False
    index: str = "documents"


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class Configuration:
    """The whole of it, as `world.toml`, the script's `[configuration]` and a remedy's `change` make it."""

    service: str
    agents: Mapping[str, AgentOptions]
    tools: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict)
    retriever: RetrieverOptions = Field(default_factory=RetrieverOptions)
    model_attempts: int = 3


_configuration = TypeAdapter(Configuration)


def configured(*layers: Mapping[str, Any], file: str) -> Configuration:
    """Later layers change earlier ones. Raises ScenarioRejected naming `file` and key for what is not known."""
    tables: dict[str, Any] = {}
    for layer in layers:
        tables = merged(tables, nested(layer))
    try:
        return _configuration.validate_python(tables)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise ScenarioRejected(f"{file}: {wrong}") from error


def merged(base: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with `change` laid over it; tables are merged, everything else is replaced."""
    both = {
        key: merged(base[key], value) if isinstance(value, Mapping) and isinstance(base.get(key), Mapping) else value
        for key, value in change.items()
    }
    return dict(base) | both


def nested(change: Mapping[str, Any]) -> dict[str, Any]:
    """`{"a.b": 1}` as `{"a": {"b": 1}}`, so that a change can be written in one line."""
    tables: dict[str, Any] = {}
    for key, value in change.items():
        *path, last = key.split(".")
        inner: dict[str, Any] = {last: nested(value) if isinstance(value, Mapping) else value}
        for name in reversed(path):
            inner = {name: inner}
        tables = merged(tables, inner)
    return tables
