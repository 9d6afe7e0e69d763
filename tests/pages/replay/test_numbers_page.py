"""The page of a run's numbers, and the overview that a long run's scrubber fetches."""

import re

import late_parcel
import pytest
from late_parcel import SLUG, TOKENS
from workspace_owner import GRACE

from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes


@pytest.fixture
def start(ada):
    """Starts an attempt; returns its address."""
    return lambda reveal: (
        ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": reveal}).headers["location"].rpartition("/steps/")[0]
    )


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_page_sums_the_run(ada, start):
    page = plain(ada.get(f"{start('open')}/steps/numbers").text)
    assert "All 8 steps of the run." in page
    assert f"Input tokens {sum(TOKENS.values()):,}" in page
    assert "Cost not recorded" in page
    assert "The trace holds no cost, and none can be worked out." in page


def test_the_page_lists_what_was_waited_for_and_links_there(ada, start):
    attempt = start("open")
    page = ada.get(f"{attempt}/steps/numbers").text
    assert "8 steps determined the 843 ms that the run took" in plain(page)
    assert f'href="{attempt}/steps/4"' in page


def test_a_run_that_is_read_forward_is_summed_up_to_the_frontier(ada, start):
    page = plain(ada.get(f"{start('forward')}/steps/numbers").text)
    assert "Steps 1 to 1, as far as the run is revealed." in page
    assert f"{TOKENS[1]:,}" in page
    assert f"{TOKENS[1] + TOKENS[3]:,}" not in page
    assert "1 step determined the 13 ms that the run took so far" in page


def test_errors_are_not_alarming_before_the_diagnosis(ada, start):
    assert "numbers-errors" not in ada.get(f"{start('open')}/steps/numbers").text


def test_the_overview_is_a_drawing_with_its_words(ada, start):
    answer = ada.get(f"{start('open')}/steps/overview")
    assert 'aria-label="8 steps: 5 model, 3 tool; 1 with errors."' in answer.text
    assert "overview-errors--neutral" in answer.text
    assert "<html" not in answer.text


def test_the_overview_of_a_forward_reading_ends_at_the_frontier(ada, start):
    assert 'aria-label="1 step so far: 1 model; 0 with errors."' in ada.get(f"{start('forward')}/steps/overview").text


@pytest.fixture
def imported(store):
    """The address of an imported run of which one step failed."""
    (kept,) = import_files(
        store, [NamedBytes("arm", late_parcel.otlp("healthy"))], viewer=GRACE, new_id=lambda: "imported-run"
    )
    return f"/runs/{kept.run}/steps"


def test_an_imported_run_shows_errors_as_such(ada, imported):
    page = ada.get(f"{imported}/numbers").text
    assert "numbers-errors" in page
    assert f'href="{imported}/6"' in page
    assert "overview-errors--neutral" not in ada.get(f"{imported}/overview").text


def test_mallory_sees_neither(mallory, start):
    attempt = start("open")
    assert [mallory.get(f"{attempt}/steps/{page}").status_code for page in ("numbers", "overview")] == [404, 404]
