"""What the reader did with the steps that matter: pinned, named, passed over, never opened."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Protocol, assert_never

from app.domain.diagnosis import Diagnosis
from app.pages.reveal.steps import Story


class RuledOut(Protocol):
    """A theory, and the steps that rule it out."""

    @property
    def steps(self) -> tuple[int, ...]: ...


class Known(Story, Protocol):
    """All of the key that a reading is held against."""

    @property
    def near(self) -> tuple[int, ...]: ...
    @property
    def wrong_theories(self) -> tuple[RuledOut, ...]: ...


class Done(StrEnum):
    """What a reader did with a step, in the words of the page."""

    PINNED = "you pinned it"
    NEAR = "pinned, around or inside the root cause"
    FAIR = "pinned, beside the proof"
    NEEDLESS = "pinned, proves nothing here"
    NAMED = "you named it"
    PASSED = "opened and passed over"
    UNSEEN = "never opened"


ICONS = {
    Done.PINNED: "pin",
    Done.NEAR: "pin",
    Done.FAIR: "pin",
    Done.NEEDLESS: "incorrect",
    Done.NAMED: "claim",
    Done.PASSED: "partial",
    Done.UNSEEN: "unanswered",
}
BADGES = {Done.PINNED: "correct", Done.NEEDLESS: "incorrect", Done.NAMED: "accent", Done.PASSED: "partial"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One step and what was done with it. `part` is what the step is, like `the root cause`."""

    step: int
    done: Done
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
            case Done.PINNED:
                pinned = f"{opened} and pinned it" if self.spent else f"You pinned step {self.step}"
                return f"{pinned}; it is {self.part}."
            case Done.NEAR:
                return f"You pinned step {self.step}, around or inside the root cause: with the same proof it counts."
            case Done.FAIR:
                return f"You pinned step {self.step}: it proves little by itself, and counts neither for nor against."
            case Done.NEEDLESS:
                return f"You pinned step {self.step}, which proves nothing here."
            case Done.NAMED:
                return f"You named step {self.step}; it is {self.part}."
            case Done.PASSED:
                return f"{opened} and passed on; it is {self.part}."
            case Done.UNSEEN:
                return f"You never opened step {self.step}; it is {self.part}."
            case _:
                assert_never(self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece of the key's evidence and what the reader did with it."""

    step: int
    why: str
    quote: str | None
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """How a reader went through a run: which steps were opened, and how long each was looked at."""

    opened: Collection[int] = ()
    spent: Mapping[int, timedelta] = field(default_factory=dict)


def looks(key: Known, said: Diagnosis, gone: Gone) -> dict[int, Look]:
    """What was done with each step of the evidence and of the chain, and with each that was pinned; by number.

    A pin is judged as `scoring.evidence` counts it: a red herring counts against, whatever else it is.
    """
    parts = dict(_parts(key))
    pinned, named = {cited.step for cited in said.evidence}, {claim.step for claim in said.claims}
    worth = _worth(key)
    found = {}
    for step in sorted(parts.keys() | pinned):
        if step in pinned:
            done = worth.get(step, Done.NEEDLESS)
        elif step in named:
            done = Done.NAMED
        else:
            done = Done.PASSED if step in gone.opened else Done.UNSEEN
        found[step] = Look(step=step, done=done, part=parts.get(step, ""), spent=gone.spent.get(step, timedelta()))
    return found


def found_evidence(key: Known, done: Mapping[int, Look]) -> tuple[Found, ...]:
    """Every piece of evidence of the key, with what was done with its step."""
    return tuple(
        Found(step=proof.step, why=proof.why, quote=proof.quote, look=done[proof.step]) for proof in key.evidence
    )


def time_spent(spent: timedelta) -> str:
    """Like `for 40 s` or `for 2 min 10 s`."""
    minutes, seconds = divmod(round(spent / timedelta(seconds=1)), 60)
    if not minutes:
        return f"for {seconds} s" if seconds else "for a moment"
    return f"for {minutes} min {seconds} s" if seconds else f"for {minutes} min"


def _worth(key: Known) -> dict[int, Done]:
    """What a pin of each step is worth; the last word on a step counts, and one that is not here is needless."""
    words: Iterable[tuple[Iterable[int], Done]] = (
        ((step for theory in key.wrong_theories for step in theory.steps), Done.FAIR),
        ((*key.root, *key.chain, *key.symptom), Done.FAIR),
        (key.near, Done.NEAR),
        ((herring.step for herring in key.red_herrings), Done.NEEDLESS),
        ((proof.step for proof in key.evidence), Done.PINNED),
    )
    return {step: done for steps, done in words for step in steps}


def _parts(key: Known) -> Iterator[tuple[int, str]]:
    """Each step that matters and what it is; the last word on a step counts."""
    words: Iterable[tuple[Iterable[int], str]] = (
        ((proof.step for proof in key.evidence), "evidence"),
        (key.chain, "on the way from cause to symptom"),
        (key.symptom, "where the failure showed"),
        (key.root, "the root cause"),
    )
    return ((step, word) for steps, word in words for step in steps)
