"""Start an attempt at a scenario."""

from datetime import datetime

from app.attempts.attempt_view import AttemptView, attempt_view
from app.domain.change import AttemptStarted, Change, RunAssigned, StepOpened
from app.domain.errors import WrongState
from app.domain.scenario import Reveal, Variant
from app.domain.viewer import Viewer
from app.domain.workspace import PUBLIC
from app.practice.read_brief import read_brief
from app.reading.bundled_run import load_ahead, load_run
from app.store.engine import Store
from app.store.work import Work


def start_prepared(
    store: Store,
    *,
    viewer: Viewer,
    slug: str,
    variant: str | None,
    reveal: Reveal,
    attempt_id: str,
    now: datetime,
    opening: bool = False,
) -> AttemptView:
    """As `start_attempt`, in a unit of work of its own; what takes long is done before it, while others may write."""
    with store.reading() as work:
        taken = _offered(work, viewer=viewer, slug=slug, variant=variant)
        edition = work.catalog.edition(slug, taken.id)
    load_ahead(store, edition, [taken.run])
    with store.writing() as work:
        return start_attempt(
            work,
            viewer=viewer,
            slug=slug,
            variant=taken.id,
            reveal=reveal,
            attempt_id=attempt_id,
            now=now,
            opening=opening,
        )


def start_attempt(
    work: Work,
    *,
    viewer: Viewer,
    slug: str,
    variant: str | None,
    reveal: Reveal,
    attempt_id: str,
    now: datetime,
    opening: bool = False,
) -> AttemptView:
    """A new attempt, at the variant of that letter or at the one to try next; `opening` if step 1 is looked at now.

    Raises NotFound for an unknown scenario or letter, and WrongState for a reveal that needs an interviewer
    and for a scenario that is not offered any more.
    """
    if reveal is Reveal.HELD:
        raise WrongState("an interviewer's hand needs an interviewer: choose open or forward to practise")
    work.runs.hold(PUBLIC)  # from the edition that is chosen to the attempt that keeps it, nobody drops one
    taken = _offered(work, viewer=viewer, slug=slug, variant=variant)
    edition = work.catalog.edition(slug, taken.id)
    run_id = load_run(work, edition, taken.run)
    changes: list[Change] = [
        AttemptStarted(scenario=slug, variant=taken.id, reveal=reveal),
        RunAssigned(run_id=run_id, last_step=work.runs.step_count(run_id), edition=edition),
        *([StepOpened(step=1)] if opening else []),
    ]
    attempt = work.attempts.begin(attempt_id, changes, reader=viewer.id, at=now)
    return attempt_view(work, attempt, viewer=viewer)


def _offered(work: Work, *, viewer: Viewer, slug: str, variant: str | None) -> Variant:
    brief = read_brief(work, viewer=viewer, slug=slug, variant=variant)
    if brief.retired:
        raise WrongState("this scenario is not offered any more: choose another one from the catalog")
    return brief.variant
