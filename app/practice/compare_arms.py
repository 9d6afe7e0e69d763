"""Compare the run that was read with another arm of its variant, after the reveal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.attempts.attempt_view import AttemptView, attempt_view, run_of
from app.attempts.read_reveal import submitted
from app.domain.answer import HEALTHY
from app.domain.attempt import Attempt
from app.domain.errors import NotFound
from app.domain.header import StepHeader
from app.domain.step import Context
from app.domain.viewer import Viewer
from app.reading.run_alignment import run_alignment
from app.reading.window import MOST_ROWS, StepView, Window
from app.replay.aligned_calls import AlignedCall, AlignedCalls
from app.replay.alignment import Alignment, AlignmentRow
from app.replay.context_diff import MessagePool
from app.replay.differing_passage import DifferingPassage, differing_passage
from app.store.work import Work

FAR = 50  # steps; what lies closer together is read at once


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmComparison:
    """Two arms side by side: `left` is the run that was read; `arm` is `healthy` or a remedy's id, one of `arms`.

    `calls` is the alignment as pages show it, in which a place is a call's, counted from 1. `acts` and `answers` are
    what both came to, as `reading.run_alignment` tells it.
    """

    attempt: AttemptView
    arm: str
    arms: tuple[str, ...]
    shown: Window
    other: Window
    alignment: Alignment
    calls: AlignedCalls
    acts: tuple[int, ...] = ()
    answers: tuple[int | None, int | None] = (None, None)

    def headers(self, calls: Iterable[AlignedCall]) -> tuple[dict[int, StepHeader], dict[int, StepHeader]]:
        """The headers of the steps in the rows of these calls, by number, of both runs."""
        rows = tuple(row for call in calls for row in call.rows)
        ours = [row.left for row in rows if row.left is not None]
        theirs = [row.right for row in rows if row.right is not None]
        return _headers(self.shown, ours), _headers(self.other, theirs)

    def pair(self, place: int) -> "StepPair":
        """The steps in one row of the alignment, counted from 1. Raises NotFound past its end."""
        if not 1 <= place <= len(self.alignment.rows):
            raise NotFound("there is no such row in the comparison")
        return self._pair(self.alignment.rows[place - 1])

    def pairs(self, place: int) -> "tuple[StepPair, ...]":
        """The steps of the call at a place, then those of the accesses in it. Raises NotFound past the end."""
        if not 1 <= place <= len(self.calls.rows):
            raise NotFound("there is no such row in the comparison")
        return tuple(map(self._pair, self.calls.rows[place - 1].rows))

    def _pair(self, row: AlignmentRow) -> "StepPair":
        return StepPair(
            row=row,
            shown=None if row.left is None else self.shown.view(row.left),
            other=None if row.right is None else self.other.view(row.right),
        )

    def passage(self, place: int) -> DifferingPassage | None:
        """The one passage in which the call at a place, or its access, differs; `after` is of the run that was read.

        None for a gap, for calls that tell nothing new, and where nothing but an order differs.
        """
        found = map(self._passage, self.pairs(place))
        return next((passage for passage in found if passage is not None), None)

    def _passage(self, pair: "StepPair") -> DifferingPassage | None:
        if pair.shown is None or pair.other is None:
            return None
        return differing_passage(
            pair.other.step,
            pair.shown.step,
            pair.row.tells,
            _pool(pair.shown, pair.other),
            noise=self.alignment.noise,
            news=pair.row.news,
        )

    def place_of(self, number: int, *, other: bool = False) -> int:
        """Where the call of a step stands, of the run that was read or of the other. Raises NotFound for no step."""
        for place, call in enumerate(self.calls.rows, start=1):
            if number in {row.right if other else row.left for row in call.rows}:
                return place
        raise NotFound("there is no such step")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPair:
    """The two steps of a row, or one and a gap."""

    row: AlignmentRow
    shown: StepView | None
    other: StepView | None


def _pool(one: StepView, other: StepView) -> MessagePool:
    """All that either step was given and said."""
    steps = one.step, other.step
    contexts = [step.context or Context() for step in steps]
    said = {key for step in steps for key in step.output_messages}
    given = {key for context in contexts for key in context.messages}
    tools = {key for context in contexts for key in context.tools}
    return MessagePool(messages=one.messages(said | given), tools=one.tools(tools))


def compare_arms(work: Work, *, viewer: Viewer, attempt_id: str, arm: str = HEALTHY) -> ArmComparison:
    """Raises NotRevealed before submission, NotAllowed where the answer is withheld.

    NotFound for an arm that was not recorded, RunGone where a run is.
    """
    attempt = submitted(work, viewer=viewer, attempt_id=attempt_id)
    ours, theirs = run_of(attempt), _run_of_arm(attempt, arm)
    found = run_alignment(work, ours, theirs)
    return ArmComparison(
        attempt=attempt_view(work, attempt, viewer=viewer),
        arm=arm,
        arms=tuple(attempt.arms),
        shown=Window.full(work, ours, steps=work.runs.step_count(ours)),
        other=Window.full(work, theirs, steps=work.runs.step_count(theirs)),
        alignment=found.alignment,
        calls=found.calls,
        acts=found.acts,
        answers=found.answers,
    )


def _run_of_arm(attempt: Attempt, arm: str) -> str:
    run = attempt.arms.get(arm)
    if run is None:
        raise NotFound("there is no such arm")
    return run


def _headers(window: Window, numbers: list[int]) -> dict[int, StepHeader]:
    wanted = set(numbers)
    return {
        header.number: header
        for first, last in _stretches(numbers)
        for header in window.headers(first, last)
        if header.number in wanted
    }


def _stretches(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """First and last number of each stretch to read at once; `numbers` rise."""
    stretch: list[int] = []
    for number in numbers:
        if stretch and (number - stretch[-1] > FAR or number - stretch[0] >= MOST_ROWS):
            yield stretch[0], stretch[-1]
            stretch = []
        stretch.append(number)
    if stretch:
        yield stretch[0], stretch[-1]
