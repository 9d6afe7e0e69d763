"""Whether the answer of an attempt is for its reader: not while others keep the scenario for their interviews."""

from app.domain.attempt import Attempt
from app.domain.errors import NotAllowed
from app.domain.permission import is_open_to
from app.domain.viewer import Viewer
from app.store.work import Work


def is_withheld(work: Work, attempt: Attempt, *, viewer: Viewer) -> bool:
    """However far the attempt is: what was submitted and revealed before is not shown again either."""
    return not is_open_to(viewer, work.reservations.of(attempt.scenario))


def check_answer(work: Work, attempt: Attempt, *, viewer: Viewer) -> None:
    """Raises NotAllowed where the answer, or a hint, is not for this viewer."""
    if is_withheld(work, attempt, viewer=viewer):
        raise NotAllowed(
            "this scenario is not offered for practice here any more, so its answer is not shown: "
            "you can read on, and what you wrote stays"
        )
