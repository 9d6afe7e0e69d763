"""What the timeline of some steps draws beside them, as far as it is revealed."""

from datetime import UTC, datetime

import pytest

from app.attempts.read_window import read_window
from app.attempts.reveal_next import reveal_next
from app.domain.scenario import Reveal
from app.domain.viewer import Reader
from app.practice.start import start_attempt
from app.reading.read_waterfall import read_waterfall

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ADA = {"viewer": Reader(id="ada"), "attempt_id": "one"}


@pytest.fixture
def window_at(store):
    """The window of an attempt of ada's, with its frontier at a step or everything open."""
    with store.writing() as work:

        def opened(frontier=None):
            reveal = Reveal.OPEN if frontier is None else Reveal.FORWARD
            start_attempt(
                work,
                viewer=Reader(id="ada"),
                slug="late-parcel",
                variant="a",
                reveal=reveal,
                attempt_id="one",
                now=NINE,
            )
            for _ in range((frontier or 1) - 1):
                reveal_next(work, **ADA, now=NINE)
            return read_window(work, **ADA)

        yield opened


def waterfall(window, first=1, last=99):
    return read_waterfall(window, window.headers(first, last))


def test_a_whole_run_tells_what_encloses_what_and_which_agents_worked(window_at):
    found = waterfall(window_at())
    assert found.encloses == {4: 7}
    assert [(each.agent, each.first, each.last) for each in found.containers] == [
        ("support_agent", 1, 8), ("refund_specialist", 5, 7),
    ]  # fmt: skip
    assert {segment.number for segment in found.path} == set(range(1, 9))
    assert found.tries == {}


def test_what_is_still_open_at_the_frontier_has_no_end(window_at):
    found = waterfall(window_at(6))
    assert found.encloses == {}
    assert [(each.agent, each.running) for each in found.containers] == [
        ("support_agent", True), ("refund_specialist", True),
    ]  # fmt: skip
    assert max(segment.number for segment in found.path) == 6


def test_only_agents_that_begin_among_the_steps_are_told(window_at):
    assert [each.agent for each in waterfall(window_at(), first=3, last=6).containers] == ["refund_specialist"]


def test_the_run_begins_with_its_first_step_wherever_the_listed_ones_are(window_at):
    window = window_at()
    assert waterfall(window, first=5).begins_ns == window.headers(1, 1)[0].started_ns


def test_the_path_of_a_very_long_run_is_left_to_its_numbers(window_at):
    window = window_at()
    assert read_waterfall(window, window.headers(1, 8), most_on_path=7).path is None
    assert read_waterfall(window, window.headers(1, 8), most_on_path=8).path is not None
