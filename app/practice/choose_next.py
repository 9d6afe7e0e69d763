"""Choose what to read after a reveal, for what was missed."""

from dataclasses import dataclass

from app.attempts.read_reveal import submitted
from app.domain.diagnosis import Diagnosis
from app.domain.scenario import Reveal
from app.domain.viewer import Viewer
from app.practice.next_item import NextItem, next_item
from app.scoring.lesson import Lesson, lesson
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What a diagnosis teaches, the item to go on with if any is left, and how its steps become visible: as here."""

    lesson: Lesson
    item: NextItem | None
    reveal: Reveal


def choose_next(work: Work, *, viewer: Viewer, attempt_id: str) -> Suggestion:
    """Raises NotRevealed before the diagnosis is submitted, NotAllowed where its answer is withheld.

    What is kept for interviews is not suggested, to members neither.
    """
    attempt = submitted(work, viewer=viewer, attempt_id=attempt_id)
    assert attempt.score is not None, "a submitted attempt has its score"
    learned = lesson(attempt.score, attempt.submitted or Diagnosis())
    kept = work.reservations.all()
    item = next_item(
        learned,
        read=work.editions.scenario(attempt.edition),
        offered=[scenario for scenario in work.catalog.scenarios() if scenario.slug not in kept],
        attempts=work.attempts.by_reader(viewer.id),
    )
    return Suggestion(lesson=learned, item=item, reveal=attempt.reveal)
