"""The append-only record of a reading."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.change import CHANGES, StepOpened, Visibility
from app.domain.event import Event

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_an_event_is_a_fact_that_does_not_change() -> None:
    event = Event(session_id="s1", seq=1, actor="ada", at=NOON, change=StepOpened(step=3))
    assert (event.kind, event.visibility) == ("step.opened", Visibility.ALL)
    with pytest.raises(AttributeError):
        event.seq = 2  # type: ignore[misc]


def test_what_tells_who_reads_how_long_the_run_is_or_what_was_earned_stands_in_no_stream() -> None:
    sealed = {kind for kind, change in CHANGES.items() if change.visibility is Visibility.SEALED}
    assert sealed == {"reader.changed", "run.assigned", "run.deleted", "diagnosis.scored"}


def test_every_kind_is_documented_with_its_visibility() -> None:
    page = (Path(__file__).parents[2] / "docs/events.md").read_text()
    told = dict(re.findall(r"^\| `([a-z_.]+)` \|.*\| ([a-z]+) \|$", page, re.MULTILINE))
    assert told == {kind: change.visibility.value for kind, change in CHANGES.items()}
