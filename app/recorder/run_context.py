"""Everything that one run shares: time, chance, spans, boundaries, the database and the services."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from app.domain.message import ToolDefinition
from app.faults.lookup import Passage
from app.recorder.boundaries import Boundaries
from app.recorder.capture import Capture
from app.recorder.chance import Chance
from app.recorder.clock import Clock
from app.recorder.configuration import Configuration


@dataclass(frozen=True, slots=True, kw_only=True)
class RunContext:
    """What one run works with.

    `passages` are the document store, by the name of the index over them; `tools` are
    the definitions that any agent may be offered.
    """

    configuration: Configuration
    clock: Clock
    chance: Chance
    capture: Capture
    boundaries: Boundaries
    database: sqlite3.Connection
    services: Mapping[str, httpx.BaseTransport]
    passages: Mapping[str, tuple[Passage, ...]]
    tools: Mapping[str, ToolDefinition]
    facts: Mapping[str, Any]
    conversation: str = ""
