"""Everything that one run shares: time, chance, spans, boundaries, the database and the services."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from app.faults.lookup import Passage
from app.recorder.boundaries import Boundaries
from app.recorder.capture import Capture
from app.recorder.chance import Chance
from app.recorder.clock import Clock
from app.recorder.configuration import Configuration
from app.recorder.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One run's surroundings. `index` is what the retriever searches, `source` the document store behind it."""

    world: World
    configuration: Configuration
    clock: Clock
    chance: Chance
    capture: Capture
    boundaries: Boundaries
    database: sqlite3.Connection
    services: Mapping[str, httpx.BaseTransport]
    passages: Mapping[str, tuple[Passage, ...]]
    facts: Mapping[str, Any]
    conversation: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
