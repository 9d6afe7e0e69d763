"""A script: the moves that a scripted model knows, as an author writes them."""

from collections.abc import Mapping
from typing import Any

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

_exact = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class Call:
    """A tool call that a move makes: `with_` (written `with`) are argument templates."""

    tool: str
    with_: Mapping[str, Any] = Field(default_factory=dict, alias="with")
    each: str | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class Move:
    """One thing the model may do next.

    It is taken when `when` holds and it is not done yet. A move with calls is done once all of them are in the
    context; `again = true` takes it regardless. `batch` limits how many calls go out at once. A move without
    calls answers the user.
    """

    name: str
    when: str = "true"
    think: str = ""
    say: str = ""
    call: tuple[Call, ...] = ()
    again: bool = False
    batch: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AgentScript:
    """The moves of one agent, tried in order, and what it works out beforehand from its context (`let`)."""

    moves: tuple[Move, ...]
    let: Mapping[str, str] = Field(default_factory=dict)
