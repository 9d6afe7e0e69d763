"""Record one arm: run the case's turns in a fresh world, with the fault and the remedy that the arm has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.errors import ScenarioRejected
from app.domain.message import ToolDefinition
from app.domain.scenario import Player
from app.faults.operator import Boundary, Operator
from app.recorder.boundaries import Boundaries
from app.recorder.capture import Capture
from app.recorder.case import CaseFile, VariantCase
from app.recorder.chance import Chance
from app.recorder.clock import clock_at
from app.recorder.configuration import Configuration, configured
from app.recorder.expressions import fill, render
from app.recorder.fixtures import Fixtures, open_database, read_passages
from app.recorder.injection import Injection, occurrence
from app.recorder.loop import Agent
from app.recorder.model import Model
from app.recorder.otlp import otlp_lines
from app.recorder.run_context import RunContext
from app.recorder.world import Ending, World


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingPlan:
    """What all arms of a variant share. `agent` is the one that users talk to."""

    world: World
    fixtures: Fixtures
    case_file: CaseFile
    agent: str
    facts: Mapping[str, Any]
    seed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One arm as recorded: its opaque run id, who played its model, its spans as OTLP/JSON lines, how it ended."""

    name: str
    run: str
    player: Player
    lines: bytes
    ending: Ending = field(repr=False)


class RunStopped(Exception):
    """A run that could not go on: `lines` are the spans up to there."""

    def __init__(self, problem: str, lines: bytes) -> None:
        super().__init__(problem)
        self.lines = lines


def record_arm(
    plan: RecordingPlan,
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
    context = open_run_context(plan, run=run, fault=fault, change=change or {})
    try:
        answers = _converse(plan, context, model)
    except ScenarioRejected as error:
        raise RunStopped(str(error), otlp_lines(context.capture.finished())) from error
    ending = Ending(context.database, answers, plan.facts)
    return Arm(name=name, run=run, player=model.player, lines=otlp_lines(context.capture.finished()), ending=ending)


def _converse(plan: RecordingPlan, context: RunContext, model: Model) -> tuple[str, ...]:
    """The answers to the turns of the case, all under one span."""
    answers = []
    about = {"gen_ai.operation.name": "invoke_workflow", "gen_ai.workflow.name": context.configuration.service}
    with context.capture.span(f"invoke_workflow {context.configuration.service}", about):
        agent = Agent(name=plan.agent, run=context, world=plan.world, model=model, fixtures=plan.fixtures)
        for turn in plan.case_file.case.turns:
            context.clock.spend(1000 * turn.after_seconds)
            answers.append(agent.answer(render(turn.user, plan.facts).strip()))
    return tuple(answers)


def open_run_context(
    plan: RecordingPlan, *, run: str, fault: Injection | None, change: Mapping[str, Any]
) -> RunContext:
    case = plan.case_file.case
    layers = (
        plan.case_file.configuration,
        *(fill(dict(layer), plan.facts) for layer in (case.configuration, change)),
    )
    configuration = configured(*layers, file=plan.case_file.file)
    clock = clock_at(render(case.start, plan.facts))
    chance = Chance(plan.seed)
    database = open_database(plan.fixtures, list(case.seeds), plan.facts)
    resource = {"service.name": configuration.service, "deployment.environment.name": "production"}
    return RunContext(
        configuration=configuration,
        clock=clock,
        chance=chance,
        capture=Capture(run=run, clock=clock, resource=resource),
        boundaries=Boundaries(incidents=_incidents(case, plan.facts), fault=fault),
        database=database,
        services={base: make(database) for base, make in plan.world.services.items()},
        passages={
            name: read_passages(plan.fixtures, list(folders), plan.facts) for name, folders in case.documents.items()
        },
        tools=_tools(plan, configuration),
        facts=plan.facts,
        conversation="conv_" + chance.token("conversation", 20),
    )


def _tools(plan: RecordingPlan, configuration: Configuration) -> dict[str, ToolDefinition]:
    """The definitions of all tools that an agent is offered; each has a function in the world's Python half."""
    offered = dict.fromkeys(name for agent in configuration.agents.values() for name in agent.tools)
    for name in offered:
        if name not in plan.world.tools:
            known = ", ".join(sorted(plan.world.tools))
            raise ScenarioRejected(
                f"{plan.case_file.file}: the world {plan.world.name} has no tool {name!r}; it has: {known}"
            )
    return {name: plan.fixtures.tool(name) for name in offered}


def _incidents(case: VariantCase, facts: Mapping[str, Any]) -> tuple[Injection, ...]:
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
