"""Lint: what blind readers found on each item, and where they disagree with its key."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.catalog.lint.entry import LintedRecording, LintEntry
from app.catalog.lint.problem import Problem
from app.catalog.lint.recording import missing_steps
from app.catalog.readings import KeptReading, item_of
from app.domain.answer_key import AnswerKey
from app.domain.blind_reading import BlindReading
from app.domain.diagnosis import Diagnosis
from app.domain.errors import DiagnosisRejected
from app.domain.score import Verdict
from app.scoring.case import ScoringCase
from app.scoring.relation import relation
from app.scoring.step_values import StepValues
from app.scoring.total import check_against, judge
from app.scoring.weights import CLEARING, FAILURE_CLASS, NOTHING_WRONG, PROOF, ROOT_CAUSE

WANTED = 2  # who answer an item with nothing but its ticket and run, before it is published
_AGREES = {ROOT_CAUSE: 0.8, PROOF: 1.0, FAILURE_CLASS: 1.0, NOTHING_WRONG: 1.0, CLEARING: 1.0}  # the least credit
_SETTLE = "change the key or the item, or say in `settled` why the key stands"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredReading:
    """A reading beside the key. `named` tells how the step that it named stands to the failure.

    `unasked` are the changes that it forecasts and that the item does not have (any more).
    """

    where: str
    reading: BlindReading
    named: str
    verdicts: tuple[Verdict, ...]
    total: float
    unasked: tuple[str, ...]

    @property
    def disagreements(self) -> tuple[Verdict, ...]:
        """The verdicts by which the key, the item or the reader is wrong; the forecast is none of them."""
        return tuple(verdict for verdict in self.verdicts if verdict.credit < _AGREES.get(verdict.criterion, 0.0))

    @property
    def settled(self) -> bool:
        """Whether the author says why the key stands; white space says nothing."""
        return bool(self.reading.settled.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReadings:
    """The readings of one item as it is recorded now; `refused` name what the run does not have."""

    where: str
    variant: str
    item: str
    scored: tuple[ScoredReading, ...]
    refused: tuple[Problem, ...]
    older: tuple[str, ...]


def readings_of(entry: LintEntry) -> tuple[ItemReadings, ...]:
    """Of every recorded variant whose key fits its run."""
    return tuple(_item(entry, found) for found in entry.recordings if not missing_steps(found))


def readings(entry: LintEntry, items: tuple[ItemReadings, ...], *, published: bool) -> Iterator[Problem]:
    """What to settle, a note unless the pack is to be `published`; and then items that too few have read as well."""
    yield from _astray(entry)
    for item in items:
        yield from item.refused
        for where in item.older:
            what, todo = "was made of an older recording and is not counted", "keep it, and have the item read anew"
            yield Problem(where=where, what=what, todo=todo, note=True)
        for scored in item.scored:
            yield from _of_reading(scored, published=published)
    few = [item.variant for item in items if len(item.scored) < WANTED]
    if published and few:
        what = f"fewer than {WANTED} blind readings of variant {', '.join(few)}"
        todo = "have each read with nothing but ticket and run (docs/authoring.md)"
        yield Problem(where=_folder(entry), what=what, todo=todo)


def _of_reading(scored: ScoredReading, *, published: bool) -> Iterator[Problem]:
    if scored.unasked:
        what = f"forecasts what is no change of this item: {', '.join(scored.unasked)}"
        yield Problem(where=scored.where, what=what, todo="nothing, if the change was taken away since", note=True)
    if scored.disagreements and not scored.settled:
        told = " ".join(f"{verdict.criterion}: “{verdict.sentence}”" for verdict in scored.disagreements)
        yield Problem(where=scored.where, what=f"disagrees with the key; {told}", todo=_SETTLE, note=not published)


def _astray(entry: LintEntry) -> Iterator[Problem]:
    there = [variant.id for variant in entry.source.scenario.variants]
    for kept in entry.readings:
        if kept.reading.variant not in there:
            todo = f"move it to one of {', '.join(there)}"
            yield Problem(where=_where(entry, kept), what="is of no variant of this scenario", todo=todo)


def _item(entry: LintEntry, found: LintedRecording) -> ItemReadings:
    recorded = found.recorded
    item, values = item_of(recorded), StepValues(found.run)
    theirs = [kept for kept in entry.readings if kept.reading.variant == recorded.variant.id]
    now = [_scored(_where(entry, kept), kept.reading, found, values) for kept in theirs if kept.reading.item == item]
    return ItemReadings(
        where=found.where,
        variant=recorded.variant.id,
        item=item,
        scored=tuple(each for each in now if isinstance(each, ScoredReading)),
        refused=tuple(each for each in now if isinstance(each, Problem)),
        older=tuple(_where(entry, kept) for kept in theirs if kept.reading.item != item),
    )


def _scored(where: str, reading: BlindReading, found: LintedRecording, values: StepValues) -> ScoredReading | Problem:
    key, run = found.recorded.key, found.run
    asked, unasked = _asked(reading.diagnosis, key)
    try:
        check_against(asked, key, run=run)
    except DiagnosisRejected as error:
        return Problem(where=where, what=f"diagnosis.{error}", todo="mend the file, then lint again")
    case = ScoringCase(diagnosis=asked, key=key, run=run, values=values)
    verdicts, total, _ = judge(case)
    return ScoredReading(
        where=where, reading=reading, named=_named(case), verdicts=verdicts, total=round(total, 1), unasked=unasked
    )


def _asked(diagnosis: Diagnosis, key: AnswerKey) -> tuple[Diagnosis, tuple[str, ...]]:
    """The diagnosis with the forecasts of changes that the item has, and the names of the others."""
    known = {remedy.id for remedy in key.remedies}
    kept = tuple(each for each in diagnosis.forecast if each.remedy in known)
    gone = tuple(each.remedy for each in diagnosis.forecast if each.remedy not in known)
    return replace(diagnosis, forecast=kept), gone


def _named(case: ScoringCase) -> str:
    if case.diagnosis.no_fault:
        return "nothing wrong"
    if not case.diagnosis.claims:
        return "no step"
    return relation(case.diagnosis.claims[0].step, case.key, run=case.run).word


def _where(entry: LintEntry, kept: KeptReading) -> str:
    return f"{_folder(entry)}/{kept.reading.variant}/{kept.file.name}"


def _folder(entry: LintEntry) -> str:
    return f"scenarios/{entry.source.scenario.slug}/readings"
