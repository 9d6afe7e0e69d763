"""What is replayed: a window on a run, and the attempt or the imported run that it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass

from app.attempts.attempt_view import AttemptView
from app.attempts.read_attempt import read_attempt
from app.attempts.read_reveal import Revelation, read_answer, read_reveal
from app.domain.answer import Answer
from app.domain.viewer import Viewer
from app.http.dependencies import Read
from app.http.viewers import MayPractise, MayReadRuns
from app.http.windows import attempt_window, run_window
from app.pages.replay.list import ReadingMarks
from app.pages.replay.screen import NO_READING, reading_of
from app.reading.imported_run import read_run, window_of
from app.reading.window import Window
from app.store.run_list import RunSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A run in its reader's hands. `steps` is the address under which its steps stand.

    `attempt` is there where it is read in an attempt, `run` where it was imported.
    """

    window: Window
    steps: str
    viewer: Viewer
    attempt: AttemptView | None = None
    run: RunSummary | None = None

    @property
    def neutral(self) -> bool:
        """Whether an error is told in words alone: it is often not the fault."""
        return self.attempt is not None and not self.attempt.done

    @property
    def title(self) -> str:
        if self.attempt is not None:
            return self.attempt.scenario.title
        return "" if self.run is None else self.run.name

    def reading(self, story: Answer | None = None) -> ReadingMarks:
        """What the reader put on the steps; with the story, the part that each step played as well."""
        return NO_READING if self.attempt is None else reading_of(self.attempt, story)

    def story(self) -> Answer | None:
        """The parts that the steps played, once the diagnosis is in and where they may be told."""
        if self.attempt is None or not self.attempt.revealed:
            return None
        return read_answer(self.window.work, viewer=self.viewer, attempt_id=self.attempt.id)

    def revelation(self) -> Revelation | None:
        """All that was known, once the diagnosis is in and where it may be told."""
        if self.attempt is None or not self.attempt.revealed:
            return None
        return read_reveal(self.window.work, viewer=self.viewer, attempt_id=self.attempt.id)


def attempt_replay(attempt_id: str, viewer: MayPractise, work: Read) -> Replay:
    attempt = read_attempt(work, viewer=viewer, attempt_id=attempt_id)
    return Replay(window=attempt.window, steps=f"/attempts/{attempt_id}/steps", viewer=viewer, attempt=attempt)


def run_replay(run: str, viewer: MayReadRuns, work: Read) -> Replay:
    found = read_run(work, viewer=viewer, run=run)
    return Replay(window=window_of(work, found), steps=f"/runs/{run}/steps", viewer=viewer, run=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address below which runs are read, and the dependencies that open window and replay there."""

    prefix: str
    window: Callable[..., Window]
    replay: Callable[..., Replay]


ADDRESSES = (
    Address(prefix="/attempts/{attempt_id}", window=attempt_window, replay=attempt_replay),
    Address(prefix="/runs/{run}", window=run_window, replay=run_replay),
)
