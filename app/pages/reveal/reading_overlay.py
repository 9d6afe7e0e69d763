"""What the reader did with the steps that matter: pinned, named, passed over, never opened."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import assert_never

from app.domain.answer import Answer, Place
from app.domain.claim import Pin
from app.domain.diagnosis import Diagnosis
from app.domain.duration import duration


class ReaderAction(StrEnum):
    """What a reader did with a step, in the words of the page."""

    PINNED = "you pinned it"
    NEAR = "pinned, around or inside the root cause"
    FAIR = "pinned, beside the proof"
    NEEDLESS = "pinned, proves nothing here"
    NAMED = "you named it"
    PASSED = "opened and passed over"
    UNSEEN = "never opened"


ICONS = {
    ReaderAction.PINNED: "pin",
    ReaderAction.NEAR: "pin",
    ReaderAction.FAIR: "pin",
    ReaderAction.NEEDLESS: "incorrect",
    ReaderAction.NAMED: "claim",
    ReaderAction.PASSED: "partial",
    ReaderAction.UNSEEN: "unanswered",
}
BADGES = {
    ReaderAction.PINNED: "correct",
    ReaderAction.NEEDLESS: "incorrect",
    ReaderAction.NAMED: "accent",
    ReaderAction.PASSED: "partial",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOverlay:
    """One step and what was done with it. `part` is what the step is, like `the root cause`."""

    step: int
    done: ReaderAction
    part: str = ""
    spent: timedelta = timedelta()

    @property
    def word(self) -> str:
        return self.done.value

    @property
    def icon(self) -> str:
        return ICONS[self.done]

    @property
    def badge(self) -> str:
        return BADGES.get(self.done, "unanswered")

    @property
    def sentence(self) -> str:
        """What was done, and what the step is: You opened step 11 for 40 s and passed on; it is the root cause."""
        opened = f"You opened step {self.step}" + (f" {time_spent(self.spent)}" if self.spent else "")
        match self.done:
            case ReaderAction.PINNED:
                pinned = f"{opened} and pinned it" if self.spent else f"You pinned step {self.step}"
                return f"{pinned}; it is {self.part}."
            case ReaderAction.NEAR:
                return f"You pinned step {self.step}, around or inside the root cause: with the same proof it counts."
            case ReaderAction.FAIR:
                return f"You pinned step {self.step}: it proves little by itself, and counts neither for nor against."
            case ReaderAction.NEEDLESS:
                return f"You pinned step {self.step}, which proves nothing here."
            case ReaderAction.NAMED:
                return f"You named step {self.step}; it is {self.part}."
            case ReaderAction.PASSED:
                return f"{opened} and passed on; it is {self.part}."
            case ReaderAction.UNSEEN:
                return f"You never opened step {self.step}; it is {self.part}."
            case _:
                assert_never(self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceMatch:
    """A piece of the key's evidence and what the reader did with it."""

    step: int
    why: str
    quote: str | None
    missing: str | None
    look: StepOverlay


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingHistory:
    """How a reader went through a run: what was opened and pinned, and how long each step was looked at."""

    opened: Collection[int] = ()
    pins: Collection[Pin] = ()
    spent: Mapping[int, timedelta] = field(default_factory=dict)


def looks(answer: Answer, said: Diagnosis, gone: ReadingHistory) -> dict[int, StepOverlay]:
    """What was done with each step of the evidence and of the chain, and with each that was pinned; by number."""
    parts = dict(_parts(answer))
    pinned, named = {pin.step for pin in gone.pins}, {claim.step for claim in said.claims}
    worth = _worth(answer)
    found = {}
    for step in sorted(parts.keys() | pinned):
        if step in pinned:
            done = worth.get(step, ReaderAction.NEEDLESS)
        elif step in named:
            done = ReaderAction.NAMED
        else:
            done = ReaderAction.PASSED if step in gone.opened else ReaderAction.UNSEEN
        found[step] = StepOverlay(
            step=step, done=done, part=parts.get(step, ""), spent=gone.spent.get(step, timedelta())
        )
    return found


def found_evidence(answer: Answer, done: Mapping[int, StepOverlay]) -> tuple[EvidenceMatch, ...]:
    """Every piece of evidence of the key, with what was done with its step."""
    return tuple(
        EvidenceMatch(
            step=proof.step,
            why=proof.why,
            quote=proof.quote,
            missing=proof.missing if isinstance(proof, Place) else None,
            look=done[proof.step],
        )
        for proof in answer.telling
    )


def time_spent(spent: timedelta) -> str:
    """Like `for 40 s` or `for 2 min 10 s`."""
    seconds = round(spent / timedelta(seconds=1))
    if seconds >= 60:
        return f"for {duration(seconds * 1000)}"
    return f"for {seconds} s" if seconds else "for a moment"


def _worth(answer: Answer) -> dict[int, ReaderAction]:
    """What a pin of each step is worth; the last word on a step counts, and one that is not here is needless."""
    words: Iterable[tuple[Iterable[int], ReaderAction]] = (
        ((step for theory in answer.wrong_theories for step in theory.steps), ReaderAction.FAIR),
        ((*answer.root, *answer.chain, *answer.symptom), ReaderAction.FAIR),
        (answer.near, ReaderAction.NEAR),
        ((herring.step for herring in answer.red_herrings), ReaderAction.NEEDLESS),
        ((proof.step for proof in answer.telling), ReaderAction.PINNED),
    )
    return {step: done for steps, done in words for step in steps}


def _parts(answer: Answer) -> Iterator[tuple[int, str]]:
    """Each step that matters and what it is; the last word on a step counts."""
    words: Iterable[tuple[Iterable[int], str]] = (
        ((proof.step for proof in answer.telling), "evidence"),
        (answer.chain, "on the way from cause to symptom"),
        (answer.symptom, "where the failure showed"),
        (answer.root, "the root cause"),
    )
    return ((step, word) for steps, word in words for step in steps)
