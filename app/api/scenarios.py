"""JSON routes of the catalog."""

from typing import Annotated

from fastapi import APIRouter, Body, Request, Response

from app.api.answer import answer
from app.api.attempt_json import attempt_json, scenario_json, summary_json
from app.domain.scenario import Reveal
from app.http.dependencies import NewId, Now, Read, StoredWrite
from app.http.viewers import MayBrowse, MayPractise
from app.http.visits import CurrentVisit, remember
from app.practice.browse import browse_scenarios
from app.practice.read_brief import read_brief
from app.practice.start import start_prepared

router = APIRouter(prefix="/api/scenarios", tags=["scenarios"])


@router.get("")
def scenarios(viewer: MayBrowse, work: Read) -> Response:
    """Every scenario, with your attempts at it; a retired one is there for those who attempted it.

    One that is kept for interviews is there for members of the workspace that keeps it.
    """
    cards = browse_scenarios(work, viewer=viewer)
    found = [
        scenario_json(card.scenario)
        | {"retired": card.retired, "kept": card.reserved, "attempts": [summary_json(each) for each in card.attempts]}
        for card in cards
    ]
    return answer({"scenarios": found})


@router.get("/{slug}")
def scenario(slug: str, viewer: MayBrowse, work: Read, variant: str | None = None) -> Response:
    """One scenario, the variant to try next, and your attempts."""
    brief = read_brief(work, viewer=viewer, slug=slug, variant=variant)
    body = {
        "retired": brief.retired,
        "kept": brief.reserved,
        "next_variant": brief.variant.id,
        "attempts": [summary_json(each) for each in brief.attempts],
    }
    return answer(scenario_json(brief.scenario) | body)


@router.post("/{slug}/attempts", status_code=201)
def start(
    *,
    request: Request,
    slug: str,
    viewer: MayPractise,
    visit: CurrentVisit,
    store: StoredWrite,
    now: Now,
    new_id: NewId,
    variant: Annotated[str | None, Body()] = None,
    reveal: Annotated[Reveal, Body()] = Reveal.OPEN,
) -> Response:
    """Start an attempt; the cookie in the answer makes it yours."""
    attempt = start_prepared(
        store, viewer=viewer, slug=slug, variant=variant, reveal=reveal, attempt_id=new_id, now=now
    )
    made = answer(attempt_json(attempt), status=201)
    remember(request, made, visit)
    return made
