"""One case of a world, as its script file tells it: facts, seeds, configuration, turns, incidents and scripts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked_dataclass

from app.domain.errors import ScenarioRejected
from app.recorder.fixtures import Fixtures
from app.recorder.script import AgentScript

_exact = ConfigDict(extra="forbid")


@checked_dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class UserTurn:
    """What the user says, and how long after the answer before it."""

    user: str
    after_seconds: float = 0.0


@checked_dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class Incident:
    """Something outside that happens in every arm: at the occurrence `at`, the infrastructure does `does`."""

    at: str
    does: Mapping[str, Any]


@checked_dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class VariantCase:
    """`agents` holds the scripts of the models by agent. Texts are templates over the facts; scripts are not."""

    start: str
    turns: tuple[UserTurn, ...]
    agents: Mapping[str, AgentScript]
    facts: Mapping[str, Any] = Field(default_factory=dict)
    seeds: tuple[str, ...] = ()
    documents: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    configuration: Mapping[str, Any] = Field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case and the file it was read from."""

    case: VariantCase
    file: str
    configuration: Mapping[str, Any]


_case = TypeAdapter(VariantCase)


def read_case(fixtures: Fixtures, script: str) -> CaseFile:
    """The case `scripts/<script>.toml` with the world's own configuration. Raises ScenarioRejected naming the key."""
    path = f"scripts/{script}.toml"
    file = str(fixtures.folder / path)
    try:
        case = _case.validate_python(fixtures.toml(path))
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise ScenarioRejected(f"{file}: {wrong}") from error
    return CaseFile(case, file, fixtures.toml("world.toml"))
