"""Lint: over the whole pack, guessing does not pay and causes are spread."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.catalog.lint.entry import LintedRecording, LintEntry
from app.catalog.lint.problem import Problem
from app.scoring.baselines import RANDOM, chance_of_root
from app.scoring.guesses import GUESSES, LOOKING, guessed_steps

MOST_FOUND = 0.15  # the share of runs in which a guess that reads nothing may find the root cause
FIFTHS = 5
MOST_IN_A_FIFTH = 0.5
ENOUGH_RUNS = 6  # fewer say nothing about how causes are spread
ENOUGH_SCENARIOS = 10
CLEAN_SHARE = (0.05, 0.2)  # "about one scenario in ten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What lint prints of a pack: how often each guess finds the root cause, and where causes lie (0 to 1).

    Of its `warm_ups` nothing else is counted: a lesson is meant to be easy.
    """

    runs: int
    found: dict[str, float]
    positions: tuple[float, ...]
    scenarios: int
    clean: int
    warm_ups: int = 0


def quality_of(entries: Sequence[LintEntry]) -> Quality:
    """Measured over the runs with a fault; for the random guess `found` is the expected number."""
    counted = [entry for entry in entries if not entry.warm_up]
    faulty = [found for entry in counted for found in entry.recordings if found.recorded.key.root]
    hits = {name: float(sum(_finds(name, each) for each in faulty)) for name in GUESSES}
    drawn = sum(chance_of_root(each.run, each.recorded.key) for each in faulty)
    return Quality(
        runs=len(faulty),
        found={RANDOM: round(drawn, 2)} | hits,
        positions=tuple(sorted(_position(each) for each in faulty)),
        scenarios=len(counted),
        clean=sum(entry.source.answer.clean for entry in counted),
        warm_ups=len(entries) - len(counted),
    )


def quality(found: Quality) -> Iterator[Problem]:
    """Where the pack as a whole can be beaten without reading."""
    if not found.scenarios + found.warm_ups:
        yield Problem(
            where="the pack", what="holds no scenario that can be read", todo="write one, see docs/authoring.md"
        )
        return
    most = allowed(found.runs)
    for name, hits in found.found.items():
        if hits > most:
            what = f"“{name}” finds the root cause in {hits:g} of {found.runs} runs"
            todo = f"move causes until it does in at most {most}"
            yield Problem(where="the pack", what=what, todo=todo, note=name in LOOKING)
    yield from _spread(found)
    yield from _controls(found)


def allowed(runs: int) -> int:
    """In how many of the runs a guess may be right; one is always allowed, as some step has to be the cause."""
    return max(1, int(MOST_FOUND * runs))


def _spread(found: Quality) -> Iterator[Problem]:
    fifths = [sum(min(int(at * FIFTHS), FIFTHS - 1) == fifth for at in found.positions) for fifth in range(FIFTHS)]
    if found.runs >= ENOUGH_RUNS and max(fifths) > MOST_IN_A_FIFTH * found.runs:
        fifth = fifths.index(max(fifths)) + 1
        what = f"{max(fifths)} of {found.runs} root causes lie in fifth {fifth} of their run"
        yield Problem(where="the pack", what=what, todo="spread them with the variants' params")


def _controls(found: Quality) -> Iterator[Problem]:
    low, high = CLEAN_SHARE
    if not found.scenarios:
        return
    if not low <= found.clean / found.scenarios <= high:
        what = f"{found.clean} of {found.scenarios} scenarios are clean controls"
        small = found.scenarios < ENOUGH_SCENARIOS
        yield Problem(where="the pack", what=what, todo="aim for about one in ten", note=small)


def _finds(guess: str, found: LintedRecording) -> bool:
    key = found.recorded.key
    return guessed_steps(found.run)[guess] in (*key.root, *key.accepted_roots)


def _position(found: LintedRecording) -> float:
    """Where the first root cause step lies, 0 for the first step and 1 for the last."""
    return round((min(found.recorded.key.root) - 1) / max(1, len(found.run.steps) - 1), 3)
