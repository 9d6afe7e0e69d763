"""Record one arm: run the case's turns in a fresh world, with the fault and the remedy that the arm has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.errors import ScenarioRejected
from app.domain.message import ToolDefinition
from app.faults.operator import Boundary, Operator
from app.recorder.boundaries import Boundaries
from app.recorder.capture import Capture
from app.recorder.case import Case, Told
from app.recorder.chance import Chance
from app.recorder.clock import clock_at
from app.recorder.configuration import Configuration, configured
from app.recorder.fixtures import Fixtures, open_database, read_passages
from app.recorder.injection import Injection, occurrence
from app.recorder.loop import Agent
from app.recorder.model import Model
from app.recorder.otlp import otlp_lines
from app.recorder.prose import fill, render
from app.recorder.setting import Setting
from app.recorder.world import Ending, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """What all arms of a variant share. `agent` is the one that users talk to."""

    world: World
    fixtures: Fixtures
    told: Told
    agent: str
    facts: Mapping[str, Any]
    seed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One arm as recorded: its opaque run id, its spans as OTLP/JSON lines, and how it ended."""

    name: str
    run: str
    lines: bytes
    ending: Ending = field(repr=False)


class Stopped(Exception):
    """A run that could not go on: `lines` are the spans up to there."""

    def __init__(self, problem: str, lines: bytes) -> None:
        super().__init__(problem)
        self.lines = lines


def record_arm(
    play: Play,
    *,
    name: str,
    run: str,
    model: Model,
    fault: Injection | None = None,
    change: Mapping[str, Any] | None = None,
) -> Arm:
    """Run the case once. `change` is the remedy's; everything random follows from the seed.

    Raises Stopped, caused by the error that says why, where the run cannot go on.
    """
    setting = open_setting(play, run=run, fault=fault, change=change or {})
    try:
        answers = _converse(play, setting, model)
    except ScenarioRejected as error:
        raise Stopped(str(error), otlp_lines(setting.capture.finished())) from error
    ending = Ending(setting.database, answers, play.facts)
    return Arm(name=name, run=run, lines=otlp_lines(setting.capture.finished()), ending=ending)


def _converse(play: Play, setting: Setting, model: Model) -> tuple[str, ...]:
    """The answers to the turns of the case, all under one span."""
    answers = []
    about = {"gen_ai.operation.name": "invoke_workflow", "gen_ai.workflow.name": setting.configuration.service}
    with setting.capture.span(f"invoke_workflow {setting.configuration.service}", about):
        agent = Agent(play.agent, setting, model, play.fixtures)
        for turn in play.told.case.turns:
            setting.clock.spend(1000 * turn.after_seconds)
            answers.append(agent.answer(render(turn.user, play.facts).strip()))
    return tuple(answers)


def open_setting(play: Play, *, run: str, fault: Injection | None, change: Mapping[str, Any]) -> Setting:
    case = play.told.case
    layers = (play.told.configuration, *(fill(dict(layer), play.facts) for layer in (case.configuration, change)))
    configuration = configured(*layers, file=play.told.file)
    clock = clock_at(render(case.start, play.facts))
    chance = Chance(play.seed)
    database = open_database(play.fixtures, list(case.seeds), play.facts)
    resource = {"service.name": configuration.service, "deployment.environment.name": "production"}
    return Setting(
        world=play.world,
        configuration=configuration,
        clock=clock,
        chance=chance,
        capture=Capture(run=run, clock=clock, resource=resource),
        boundaries=Boundaries(incidents=_incidents(case, play.facts), fault=fault),
        database=database,
        services={base: make(database) for base, make in play.world.services.items()},
        passages={
            name: read_passages(play.fixtures, list(folders), play.facts) for name, folders in case.documents.items()
        },
        tools=_tools(play, configuration),
        facts=play.facts,
        conversation="conv_" + chance.token("conversation", 20),
    )


def _tools(play: Play, configuration: Configuration) -> dict[str, ToolDefinition]:
    """The definitions of all tools that an agent is offered; each has a function in the world's Python half."""
    offered = dict.fromkeys(name for agent in configuration.agents.values() for name in agent.tools)
    for name in offered:
        if name not in play.world.tools:
            known = ", ".join(sorted(play.world.tools))
            raise ScenarioRejected(
                f"{play.told.file}: the world {play.world.name} has no tool {name!r}; it has: {known}"
            )
    return {name: play.fixtures.tool(name) for name in offered}


def _incidents(case: Case, facts: Mapping[str, Any]) -> tuple[Injection, ...]:
    return tuple(
        Injection(
            operator=Operator("incident", Boundary.INFRASTRUCTURE, _happen),
            at=occurrence(render(incident.at, facts)),
            parameters=fill(dict(incident.does), facts),
        )
        for incident in case.incidents
    )


def _happen(met: Mapping[str, Any], **does: Any) -> dict[str, Any]:
    return {**met, **does}
