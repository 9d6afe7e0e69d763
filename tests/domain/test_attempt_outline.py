"""Which attempts are first attempts, and how long they took."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.attempt_outline import AttemptOutline, first_attempts
from app.domain.duration import minutes_taken
from app.domain.scenario import Reveal

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def at(minutes: float | None) -> datetime | None:
    return None if minutes is None else NINE + timedelta(minutes=minutes)


def outline(
    attempt_id: str, *, locked: float | None = None, submitted: float | None = None, scenario: str = "late-parcel"
) -> AttemptOutline:
    """An attempt that began at nine; minutes from then."""
    return AttemptOutline(
        id=attempt_id,
        scenario=scenario,
        variant="a",
        edition="e",
        reveal=Reveal.OPEN,
        position=1,
        hints_taken=0,
        started_at=NINE,
        locked_at=at(locked),
        submitted_at=at(submitted),
    )


def firsts(*outlines: AttemptOutline) -> list[str]:
    return [each.id for each in first_attempts(outlines)]


def test_the_first_attempt_at_each_scenario_counts_and_no_other() -> None:
    assert firsts(
        outline("again", locked=30, submitted=31),
        outline("first", locked=10, submitted=12),
        outline("elsewhere", locked=5, submitted=40, scenario="other"),
    ) == ["first", "elsewhere"]


def test_an_attempt_that_is_not_submitted_does_not_count() -> None:
    assert firsts(outline("open"), outline("locked", locked=3, scenario="other")) == []


def test_one_that_was_locked_after_the_changes_of_another_were_shown_is_none() -> None:
    assert firsts(outline("left", locked=5), outline("sent", locked=8, submitted=9)) == []


def test_one_that_was_only_begun_reveals_nothing() -> None:
    assert firsts(outline("left"), outline("sent", locked=8, submitted=9)) == ["sent"]


def test_one_that_was_locked_before_another_was_submitted_is_the_first() -> None:
    assert firsts(outline("slow", locked=5, submitted=20), outline("quick", locked=6, submitted=7)) == ["slow"]


def test_the_first_version_knew_no_lock() -> None:
    assert firsts(outline("old", submitted=9), outline("new", locked=10, submitted=11)) == ["old"]


def test_minutes_are_by_the_clock_and_one_at_least() -> None:
    found = outline("one", locked=0.2, submitted=12.6)
    assert (found.minutes_to_lock, found.minutes_to_submission) == (1, 13)
    assert (outline("open").minutes_to_lock, outline("open").minutes_to_submission) == (None, None)
    assert minutes_taken(NINE, NINE - timedelta(hours=1)) == 1
    assert (found.done, outline("open").done) == (True, False)
    assert (found.locked, outline("open").locked) == (True, False)


@given(st.permutations([outline(str(n), locked=n, submitted=n + 5, scenario=str(n % 3)) for n in range(9)]))
def test_the_order_in_which_they_are_given_changes_nothing(outlines: list[AttemptOutline]) -> None:
    assert firsts(*outlines) == ["0", "1", "2"]
