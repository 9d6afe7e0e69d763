"""What a world is made of: its tools, services and checks, and the state that a run may change."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from app.domain.json import JSON
from app.recorder.tool import Arguments, Options, Row, rows
from app.recorder.tool_context import ToolContext


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended: the final state of the database and what the agent answered, turn by turn."""

    database: sqlite3.Connection
    answers: tuple[str, ...]
    facts: Mapping[str, Any]

    @property
    def answer(self) -> str:
        return self.answers[-1] if self.answers else ""

    def rows(self, statement: str, *values: Any) -> list[Row]:
        return rows(self.database, statement, values)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The Python half of a world; the rest is data in `fixtures/<name>/`.

    `tools` do the work behind each tool definition. `adapters` stand between a tool's backend and the model:
    they take the backend's result and the tool's options (see docs/recording.md). `services` make the HTTP
    services that tools call, by base address. `checks` are the predicates of the proof: each returns None when it
    passes, or one sentence that says what is wrong. `watched` names the state that counts as changed by a step:
    for each kind of thing an SQL query whose first column is its key.
    """

    name: str
    tools: Mapping[str, Callable[[ToolContext, Arguments], JSON]]
    checks: Mapping[str, Callable[[Ending, Options], str | None]]
    adapters: Mapping[str, Callable[[JSON, Options], JSON]] = field(default_factory=dict)
    services: Mapping[str, Callable[[sqlite3.Connection], httpx.BaseTransport]] = field(default_factory=dict)
    watched: Mapping[str, str] = field(default_factory=dict)
