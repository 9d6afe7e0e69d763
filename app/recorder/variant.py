"""Record all arms of one variant: healthy, broken, and one for each remedy."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from app.assembly.steps import run_of
from app.catalog.authored import AuthoredFault, AuthoredRemedy, AuthoredVariant, ScenarioSource
from app.catalog.resolution import resolve_answer
from app.catalog.template import render
from app.domain.answer_key import AnswerKey, Remedy
from app.domain.errors import ProofFailed, ScenarioRejected
from app.domain.scenario import Variant
from app.domain.step import Run
from app.domain.trace import Trace
from app.faults.registry import operator
from app.ingest.decode import NamedBytes, decode
from app.recorder.arm import Arm, RecordingPlan, RunStopped, record_arm
from app.recorder.case import CaseFile, read_case
from app.recorder.chance import Chance
from app.recorder.expressions import fill
from app.recorder.fixtures import Fixtures, draw_facts
from app.recorder.identity import run_id
from app.recorder.injection import Injection, occurrence
from app.recorder.model import Model
from app.recorder.scripted import ScriptedModel
from app.recorder.world import World

HEALTHY, BROKEN = "healthy", "broken"


@dataclass(frozen=True, slots=True)
class RecordedArm:
    """One arm with what a reader's side makes of its bytes. `injected` is how often the fault changed something."""

    arm: Arm
    trace: Trace
    run: Run
    injected: int = 0


@dataclass(frozen=True)
class VariantRecording:
    """All arms of one variant, by name; a remedy's arm has the remedy's id.

    `problems` is what the scenario's check says of each arm; an arm that passes, or was not checked, has None.
    """

    source: ScenarioSource
    variant: AuthoredVariant
    facts: Mapping[str, Any]
    arms: Mapping[str, RecordedArm]
    problems: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def shown(self) -> RecordedArm:
        """The run that readers get: the broken one, or a clean control's only one."""
        return self.arms[self._shown]

    @property
    def _shown(self) -> str:
        return BROKEN if BROKEN in self.arms else HEALTHY

    @cached_property
    def key(self) -> AnswerKey:
        """The answer key against the shown run. Raises ScenarioRejected naming file and key."""
        remedies = {remedy.id: self.arms[remedy.id].arm.run for remedy in self.source.answer.remedies}
        healthy = self.arms[HEALTHY].arm.run
        key = resolve_answer(
            self.source,
            variant=self.variant.id,
            run=self.shown.run,
            facts=self.facts,
            healthy_run=None if self.source.answer.clean else healthy,
            remedy_runs=remedies,
            healthy=None if self.source.answer.clean else self.arms[HEALTHY].run,
        )
        tried = tuple(self._tried(remedy) for remedy in key.remedies)
        return replace(key, remedies=tried, problem=self.problems.get(self._shown))

    def _tried(self, remedy: Remedy) -> Remedy:
        """The remedy with what the check said of its run; as long as nothing was checked, nothing was played."""
        if remedy.id not in self.problems:
            return remedy
        problem = self.problems[remedy.id]
        return replace(remedy, problem=problem, plays=(problem is None,))

    @cached_property
    def public(self) -> Variant:
        return Variant(
            id=self.variant.id,
            seed=self.variant.seed,
            run=self.shown.arm.run,
            ticket=render(self.source.scenario.ticket, self.facts),
            player=self.shown.arm.player,
        )


def record_variant(
    source: ScenarioSource,
    variant: AuthoredVariant,
    *,
    world: World,
    fixtures: Path,
    model: Callable[[RecordingPlan], Model] | None = None,
) -> VariantRecording:
    """Run every arm. `model` makes the model of an arm; without it the case's own scripts plan.

    Raises ScenarioRejected, naming file and key, for a scenario that cannot be set up, and ProofFailed, naming
    arm and step, for a run that cannot go on.
    """
    plan = _plan(source, variant, world=world, fixtures=Fixtures(fixtures / source.scenario.world))
    ask = model or _scripted
    fault = source.answer.fault
    arms = {HEALTHY: _record(source, variant, plan=plan, name=HEALTHY, model=ask(plan), authored=None)}
    if fault:
        arms[BROKEN] = _record(source, variant, plan=plan, name=BROKEN, model=ask(plan), authored=fault)
    for remedy in source.answer.remedies:
        arms[remedy.id] = _record(
            source, variant, plan=plan, name=remedy.id, model=ask(plan), authored=fault, remedy=remedy
        )
    return VariantRecording(source=source, variant=variant, facts=plan.facts, arms=arms)


def _plan(source: ScenarioSource, variant: AuthoredVariant, *, world: World, fixtures: Fixtures) -> RecordingPlan:
    scenario = source.scenario
    case_file = read_case(fixtures, scenario.script)
    return RecordingPlan(
        world=world,
        fixtures=fixtures,
        case_file=case_file,
        agent=scenario.agent,
        facts=_facts(case_file, fixtures, seed=variant.seed, params=source.params(variant.id)),
        seed=f"{scenario.slug}/{variant.id}/{variant.seed}",
    )


def _facts(case_file: CaseFile, fixtures: Fixtures, *, seed: int, params: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return draw_facts(fixtures, case_file.case.facts, seed=seed, params=params)
    except ScenarioRejected as error:
        raise ScenarioRejected(f"{case_file.file}: {error}") from error


def _scripted(plan: RecordingPlan) -> Model:
    return ScriptedModel(plan.case_file.case.agents, chance=Chance(plan.seed), file=plan.case_file.file)


def _record(
    source: ScenarioSource,
    variant: AuthoredVariant,
    *,
    plan: RecordingPlan,
    name: str,
    model: Model,
    authored: AuthoredFault | None,
    remedy: AuthoredRemedy | None = None,
) -> RecordedArm:
    fault = _injection(authored, plan) if authored else None
    run = run_id(slug=source.scenario.slug, variant=variant.id, seed=variant.seed, arm=name)
    try:
        arm = record_arm(plan, name=name, run=run, model=model, fault=fault, change=remedy.change if remedy else {})
    except RunStopped as stop:
        steps = len(run_of(_trace(run, stop.lines)).steps)
        raise ProofFailed(f"{source.scenario.slug}/{variant.id}: {name}: stopped at step {steps}: {stop}") from stop
    trace = _trace(run, arm.lines)
    return RecordedArm(arm, trace, run_of(trace), fault.applied if fault else 0)


def _trace(run: str, lines: bytes) -> Trace:
    (trace,) = decode([NamedBytes(f"{run}.otlp.jsonl", lines)])
    return trace


def _injection(fault: AuthoredFault, plan: RecordingPlan) -> Injection:
    """A fresh fault: each arm counts its own crossings."""
    parameters = fill(dict(fault.parameters), plan.facts)
    found = operator(fault.operator)
    found.check(parameters)
    return Injection(operator=found, at=occurrence(_placed(fault.at, plan.facts)), parameters=parameters)


def _placed(at: str, facts: Mapping[str, Any]) -> str:
    """The place of a fault with its facts filled in, written as in a REF (`{fact}`) or as in a text."""
    named = re.sub(r"(?<!\{)\{(\w+)\}(?!\})", r"{{ \1 }}", at)
    return str(fill(named, facts))
