"""The steps that matter after the reveal: each one's part in the story, and what the reader did with it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from app.domain.diagnosis import Diagnosis


class Proof(Protocol):
    """A step of the answer key with a sentence on what it shows, and perhaps a passage."""

    @property
    def step(self) -> int: ...
    @property
    def why(self) -> str: ...
    @property
    def quote(self) -> str | None: ...


class Story(Protocol):
    """What is known about a run: which steps the failure began at, went through, and became visible in."""

    @property
    def root(self) -> tuple[int, ...]: ...
    @property
    def chain(self) -> tuple[int, ...]: ...
    @property
    def symptom(self) -> tuple[int, ...]: ...
    @property
    def red_herrings(self) -> tuple[Proof, ...]: ...
    @property
    def evidence(self) -> tuple[Proof, ...]: ...


@dataclass(frozen=True, slots=True)
class StoryPart:
    """The part that a step plays: an icon's name, and the words."""

    mark: str
    words: str


ROOT = StoryPart("root", "root cause")
CHAIN = StoryPart("chain", "carried it on")
SYMPTOM = StoryPart("symptom", "symptom")
HERRING = StoryPart("herring", "red herring")
YOURS = StoryPart("claim", "you named it")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedStep:
    """A step of the story. `skipped` counts the steps left out before it; `carries` is true on the causal chain."""

    number: int
    parts: tuple[StoryPart, ...]
    why: tuple[str, ...]
    skipped: int
    carries: bool


def marked_steps(key: Story, said: Diagnosis) -> tuple[MarkedStep, ...]:
    """The steps of the chain, the red herrings and those that the reader named, in the run's order."""
    claimed = {claim.step for claim in said.claims}
    herrings = {herring.step for herring in key.red_herrings}
    on_chain = {*key.root, *key.chain, *key.symptom}
    marked = []
    before = 0
    for number in sorted(on_chain | herrings | claimed):
        marked.append(
            MarkedStep(
                number=number,
                parts=_parts(number, key, claimed=claimed),
                why=tuple(proof.why for proof in (*key.evidence, *key.red_herrings) if proof.step == number),
                skipped=number - before - 1,
                carries=number in on_chain,
            )
        )
        before = number
    return tuple(marked)


def _parts(number: int, key: Story, *, claimed: Collection[int]) -> tuple[StoryPart, ...]:
    ends = {*key.root, *key.symptom}
    parts = [
        (number in key.root, ROOT),
        (number in key.chain and number not in ends, CHAIN),
        (number in key.symptom, SYMPTOM),
        (any(herring.step == number for herring in key.red_herrings), HERRING),
        (number in claimed, YOURS),
    ]
    return tuple(part for holds, part in parts if holds)


def numbers_of(steps: Iterable[MarkedStep], found: Iterable[Proof], said: Diagnosis) -> set[int]:
    """Every step that the page names, so that their headers are read at once."""
    cited = {claim.step for claim in said.claims} | {pin.step for pin in said.evidence}
    return cited | {step.number for step in steps} | {proof.step for proof in found}
