"""The reveal as an answer: the score, all that is known, and what to read next."""

from fastapi import Response

from app.api.answer import answer
from app.api.attempt_json import reveal_json
from app.attempts.read_reveal import read_reveal
from app.domain.viewer import Viewer
from app.practice.choose_next import choose_next
from app.store.work import Work


def reveal_answer(work: Work, *, viewer: Viewer, attempt_id: str) -> Response:
    """Raises NotRevealed before the diagnosis is submitted."""
    found = read_reveal(work, viewer=viewer, attempt_id=attempt_id)
    return answer(reveal_json(found, choose_next(work, viewer=viewer, attempt_id=attempt_id)))
