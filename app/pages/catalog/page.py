"""The catalog: which scenarios there are, and how far this reader is with each."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from app.domain.duration import whole_minutes
from app.domain.scenario import Difficulty, Scenario
from app.http.dependencies import Read
from app.http.viewers import MayBrowse
from app.pages.catalog.excerpt import excerpt
from app.pages.templates import render
from app.practice.browse import AttemptSummary, ScenarioCard, browse_scenarios

router = APIRouter()

FILTERS_FROM = 9  # scenarios; fewer are taken in at a look


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One choice that narrows the list; `options` are pairs of value and words."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A scenario as the catalog shows it: the attempt to go on with, and those whose diagnosis is sent, latest first.

    `fresh` counts the variants at which this reader began no attempt.
    """

    scenario: Scenario
    excerpt: str
    open: AttemptSummary | None
    done: tuple[AttemptSummary, ...]
    fresh: int
    retired: bool
    reserved: bool

    @property
    def leads(self) -> bool:
        """Whether it is a warm-up that this reader has not begun: the catalog begins with it."""
        return self.scenario.warm_up and not (self.open or self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAttempt:
    """The attempt that was begun last and is not submitted."""

    title: str
    attempt: AttemptSummary


class FilterSelection(BaseModel):
    """The filters as they stand in the address; an empty one passes everything."""

    difficulty: str = ""
    skill: str = ""
    agent: str = ""
    minutes: str = ""


@router.get("/")
def catalog(
    request: Request, viewer: MayBrowse, work: Read, chosen: Annotated[FilterSelection, Query()]
) -> HTMLResponse:
    cards = browse_scenarios(work, viewer=viewer)
    shown = [(_card(card), fits(card.scenario, chosen)) for card in cards]
    return render(
        request,
        "catalog/page.html",
        warm_ups=[card for card, fitting in shown if fitting and card.leads],
        cards=[card for card, fitting in shown if fitting and not card.leads],
        total=sum(not card.leads for card, _ in shown),
        filters=filters_of([card.scenario for card in cards], chosen),
        filtered=any(chosen.model_dump().values()),
        newcomer=not any(card.attempts for card in cards),
        open_attempt=_open_attempt(cards),
    )


_FITS: dict[str, Callable[[Scenario, str], bool]] = {
    "difficulty": lambda scenario, value: scenario.difficulty.value == value,
    "skill": lambda scenario, value: value in scenario.skills,
    "agent": lambda scenario, value: scenario.agent == value,
    "minutes": lambda scenario, value: not re.fullmatch("[0-9]{1,4}", value) or scenario.minutes <= int(value),
}


def fits(scenario: Scenario, chosen: FilterSelection) -> bool:
    """Whether the scenario passes every filter that is set."""
    return all(not value or _FITS[name](scenario, value) for name, value in chosen.model_dump().items())


def filters_of(scenarios: Sequence[Scenario], chosen: FilterSelection) -> tuple[Filter, ...]:
    """The filters that are offered; of few scenarios none, but those of an address that has some can be cleared."""
    if len(scenarios) < FILTERS_FROM and not any(chosen.model_dump().values()):
        return ()
    skills = sorted({skill for scenario in scenarios for skill in scenario.skills})
    agents = sorted({scenario.agent for scenario in scenarios})
    lengths = sorted({scenario.minutes for scenario in scenarios})
    offered = {
        "difficulty": ("Difficulty", [(each.value, each.value) for each in Difficulty]),
        "skill": ("Skill", [(skill, skill) for skill in skills]),
        "agent": ("Agent", [(agent, agent) for agent in agents]),
        "minutes": ("Time", [(str(length), f"up to {whole_minutes(length)}") for length in lengths]),
    }
    return tuple(
        Filter(name=name, label=label, options=tuple(options), chosen=getattr(chosen, name))
        for name, (label, options) in offered.items()
    )


def _card(card: ScenarioCard) -> Card:
    latest = sorted(card.attempts, key=lambda attempt: attempt.started_at, reverse=True)
    tried = {attempt.variant for attempt in card.attempts}
    return Card(
        scenario=card.scenario,
        excerpt=excerpt(card.scenario.variants[0].ticket),
        open=next((attempt for attempt in latest if not attempt.done), None),
        done=tuple(attempt for attempt in latest if attempt.done),
        fresh=sum(variant.id not in tried for variant in card.scenario.variants),
        retired=card.retired,
        reserved=card.reserved,
    )


def _open_attempt(cards: Sequence[ScenarioCard]) -> OpenAttempt | None:
    begun = (
        OpenAttempt(title=card.scenario.title, attempt=attempt)
        for card in cards
        for attempt in card.attempts
        if not attempt.done
    )
    return max(begun, key=lambda found: found.attempt.started_at, default=None)
