"""Start an attempt at a scenario."""

from datetime import datetime

from app.attempts.record import record
from app.domain.attempt import Attempt
from app.domain.errors import WrongState
from app.domain.scenario import Reveal
from app.practice.read_brief import read_brief
from app.reading.bundled_run import load_run
from app.reading.sitting import Sitting
from app.store.work import Work


def start_attempt(
    work: Work,
    *,
    reader: str,
    slug: str,
    variant: str | None,
    reveal: Reveal,
    attempt_id: str,
    now: datetime,
) -> Sitting:
    """A new attempt, at the variant of that letter or at the one to try next.

    Raises NotFound for an unknown scenario or letter, and WrongState for a reveal that needs an interviewer.
    """
    if reveal is Reveal.HELD:
        raise WrongState("an interviewer's hand needs an interviewer: choose open or forward to practise")
    taken = read_brief(work, reader=reader, slug=slug, variant=variant).variant
    load_run(work, taken.run)
    last_step = work.runs.step_count(taken.run)
    attempt = Attempt(
        id=attempt_id,
        scenario=slug,
        variant=taken.id,
        reveal=reveal,
        frontier=last_step if reveal is Reveal.OPEN else 1,
        last_step=last_step,
        started_at=now,
    )
    work.attempts.add(attempt, reader=reader, run_id=taken.run)
    payload = {"scenario": slug, "variant": taken.id, "reveal": reveal.value}
    return record(work, attempt, "attempt.started", payload, reader=reader, now=now)
