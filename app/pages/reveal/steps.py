"""The steps that matter after the reveal: each one's part in the story, and what the reader did with it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.domain.answer import Answer
from app.domain.claim import Pin
from app.domain.diagnosis import Diagnosis


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


def marked_steps(answer: Answer, said: Diagnosis) -> tuple[MarkedStep, ...]:
    """The steps of the chain, the red herrings and those that the reader named, in the run's order."""
    claimed = {claim.step for claim in said.claims}
    herrings = {herring.step for herring in answer.red_herrings}
    on_chain = {*answer.root, *answer.chain, *answer.symptom}
    marked = []
    before = 0
    for number in sorted(on_chain | herrings | claimed):
        marked.append(
            MarkedStep(
                number=number,
                parts=_parts(number, answer, claimed=claimed),
                why=tuple(proof.why for proof in (*answer.telling, *answer.red_herrings) if proof.step == number),
                skipped=number - before - 1,
                carries=number in on_chain,
            )
        )
        before = number
    return tuple(marked)


def _parts(number: int, answer: Answer, *, claimed: Collection[int]) -> tuple[StoryPart, ...]:
    ends = {*answer.root, *answer.symptom}
    parts = [
        (number in answer.root, ROOT),
        (number in answer.chain and number not in ends, CHAIN),
        (number in answer.symptom, SYMPTOM),
        (any(herring.step == number for herring in answer.red_herrings), HERRING),
        (number in claimed, YOURS),
    ]
    return tuple(part for holds, part in parts if holds)


def numbers_of(steps: Iterable[MarkedStep], answer: Answer, said: Diagnosis, pins: Iterable[Pin]) -> set[int]:
    """Every step that the page names, so that their headers are read at once."""
    cited = {claim.step for claim in said.claims} | {pin.step for pin in pins}
    return cited | {step.number for step in steps} | {place.step for place in answer.telling}
