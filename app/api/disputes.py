"""JSON route of what readers hold against answer keys, for those who write them."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.api.answer import answer
from app.api.dispute_json import dispute_list_json
from app.http.dependencies import Read
from app.http.viewers import MayReview
from app.practice.list_disputes import list_disputes

router = APIRouter(prefix="/api/disputes", tags=["scenarios"])


@router.get("")
def disputes(
    viewer: MayReview, work: Read, scenario: Annotated[str | None, Query(max_length=100)] = None
) -> Response:
    """The latest 200 disputes, about one scenario or about all; those about one that you are reading are left out."""
    return answer(dispute_list_json(list_disputes(work, viewer=viewer, scenario=scenario)))
