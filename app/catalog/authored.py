"""What an author writes down in a scenario pack, before any run is recorded."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from pydantic import ConfigDict, JsonValue
from pydantic.dataclasses import dataclass

from app.domain.fault import Detectability, Lever
from app.domain.scenario import Difficulty

_exact = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredVariant:
    """One more seed; what it moves is sealed, in `AuthoredAnswer.params`."""

    id: str
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredScenario:
    """The public half, `scenario.toml`. `ticket` is a Markdown template over the facts of a variant."""

    slug: str
    title: str
    world: str
    agent: str
    script: str
    difficulty: Difficulty
    minutes: int
    skills: tuple[str, ...]
    may_do: str
    expected: str
    ticket: str
    variants: tuple[AuthoredVariant, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredFault:
    """Which operator breaks the run, where (`at`, a REF or a boundary), and with what parameters."""

    operator: str
    at: str
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredCheck:
    """The world's predicate over its final state and the agent's answer."""

    name: str
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredStep:
    """A step by its REF, and one sentence on what it shows. `quote` is a passage of that step."""

    step: str
    why: str
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredPlace:
    """A passage that proves something: a `quote`, or in words what is `missing` from the step (a REF)."""

    step: str
    why: str
    quote: str | None = None
    missing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredRedHerring(AuthoredStep):
    """A step that only looks wrong, and the places that rule it out."""

    ruled_out_by: tuple[AuthoredPlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredAlso:
    """What a second reader could defend: other classes, other roots (REFs), other levers."""

    classes: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    levers: tuple[Lever, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredKeyPoint:
    """A point that a complete explanation makes."""

    role: Literal["what", "why", "how"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredRemedy:
    """A concrete change. `change` is what the recorder applies: prompt text, a tool, retriever or loop option.

    `remark` is what a reader is told of it after the reveal.
    """

    id: str
    title: str
    detail: str
    lever: Lever
    repairs: bool
    change: Mapping[str, JsonValue] = field(default_factory=dict)
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredTheory:
    """A plausible theory that the trace rules out, at `steps` given as REFs.

    `blames` are the steps (REFs) that it takes for the cause, `places` the passages that rule it out.
    """

    theory: str
    ruled_out_by: str
    steps: tuple[str, ...]
    blames: tuple[str, ...] = ()
    places: tuple[AuthoredPlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredHint:
    """A hint, and the step (a REF) from which on it may be taken: nothing in it points past that step."""

    step: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredFollowUp:
    """A question for the interviewer, and what a strong answer contains."""

    question: str
    strong_answer: str


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class AuthoredAnswer:
    """The sealed half, `answer.toml`. Steps are REFs; texts are templates over the facts of a variant.

    `params` holds, by variant, the facts of the case: figures, names, the position of the cause.
    """

    check: AuthoredCheck
    failure_class: str | None = None
    detectability: Detectability | None = None
    fix_lever: Lever | None = None
    explanation: str = ""
    fault: AuthoredFault | None = None
    root: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    symptom: tuple[str, ...] = ()
    consequences: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    acted_on: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()
    wrong: tuple[AuthoredPlace, ...] = ()
    right: tuple[AuthoredPlace, ...] = ()
    evidence: tuple[AuthoredStep, ...] = ()
    red_herrings: tuple[AuthoredRedHerring, ...] = ()
    also: AuthoredAlso = AuthoredAlso()
    key_points: tuple[AuthoredKeyPoint, ...] = ()
    remedies: tuple[AuthoredRemedy, ...] = ()
    wrong_theories: tuple[AuthoredTheory, ...] = ()
    hints: tuple[AuthoredHint, ...] = ()
    follow_ups: tuple[AuthoredFollowUp, ...] = ()
    params: Mapping[str, Mapping[str, JsonValue]] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        return self.failure_class is None


@dataclass(frozen=True, slots=True, kw_only=True, config=_exact)
class ScenarioSource:
    """Both authored halves of one scenario."""

    scenario: AuthoredScenario
    answer: AuthoredAnswer

    def params(self, variant: str) -> Mapping[str, JsonValue]:
        """What the variant sets; empty where it leaves all facts to its seed."""
        return self.answer.params.get(variant, {})
