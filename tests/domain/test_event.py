"""The append-only record of a reading."""

from datetime import UTC, datetime

import pytest

from app.domain.event import Event, Visibility


def test_an_event_is_a_fact_that_does_not_change() -> None:
    event = Event(
        session_id="s1", seq=1, actor="ada", visibility=Visibility.CANDIDATE, kind="step.opened",
        at=datetime(2026, 3, 2, 12, 0, tzinfo=UTC),
    )  # fmt: skip
    assert event.payload == {}
    with pytest.raises(AttributeError):
        event.seq = 2  # type: ignore[misc]
