"""What a step that is not over at the frontier withholds, whatever the recording says of it."""

from datetime import UTC, datetime

import late_parcel
import pytest
from sqlalchemy import update

from app.attempts.attempt_view import window_on
from app.attempts.read_window import read_window
from app.attempts.reveal_next import reveal_next
from app.domain.scenario import Reveal
from app.domain.viewer import Reader
from app.practice.start import start_attempt
from app.reading.list_terms import list_terms
from app.reading.read_numbers import read_numbers
from app.store.tables import STEP, StepRow

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ADA = {"viewer": Reader(id="ada"), "attempt_id": "one"}
CALLER = 4  # the tool that a sub-agent answers: it ends after step 7


@pytest.fixture
def read_up_to(store):
    """Gives what ada sees at a frontier of a run in which the calling tool tells tokens, cached ones too."""
    with store.writing() as work:
        start_attempt(
            work,
            viewer=Reader(id="ada"),
            slug="late-parcel",
            variant="a",
            reveal=Reveal.FORWARD,
            attempt_id="one",
            now=NINE,
        )
        run_id = work.attempts.of("ada", "one").run_id
    caller, after = STEP.number == CALLER, STEP.number >= CALLER
    with store.engine.begin() as connection:
        change = update(StepRow).where(STEP.run_id == run_id)
        connection.execute(
            change.where(caller).values(input_tokens=7000, cost_usd=0.5, repaired=True, model="gpt-4o-2024-08-06")
        )
        connection.execute(change.where(after).values(sum_cached=6000, sum_cost=0.5, sum_input=STEP.sum_input + 7000))
    with store.writing() as work:

        def seen(frontier):
            while work.attempts.of("ada", "one").frontier < frontier:
                reveal_next(work, **ADA, now=NINE)
            return window_on(work, work.attempts.of("ada", "one")), read_numbers(read_window(work, **ADA))

        yield seen


def test_while_a_caller_runs_its_tokens_cost_and_repairs_are_in_no_sum_and_in_no_row(read_up_to):
    window, numbers = read_up_to(5)
    (row,) = window.headers_at([CALLER])
    assert (row.input_tokens, row.cost_usd, row.repaired, row.running) == (None, None, False, True)
    assert row.model is None
    known = late_parcel.TOKENS[1] + late_parcel.TOKENS[3] + late_parcel.TOKENS[5]
    assert (numbers.totals.input_tokens, numbers.totals.cached_tokens) == (known, None)
    assert numbers.totals.cost_usd is None
    assert "gpt-4o-2024-08-06" not in list_terms(window).models


def test_once_it_is_over_they_are_told(read_up_to):
    window, numbers = read_up_to(8)
    (row,) = window.headers_at([CALLER])
    assert (row.input_tokens, row.cost_usd, row.repaired, row.running) == (7000, 0.5, True, False)
    assert row.model == "gpt-4o-2024-08-06"
    assert "gpt-4o-2024-08-06" in list_terms(window).models
    assert (numbers.totals.cached_tokens, numbers.totals.cost_usd) == (6000, 0.5)
