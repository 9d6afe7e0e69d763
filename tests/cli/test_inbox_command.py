"""`misstep inbox`: what was delivered and could not become a run is listed, and tried again."""

import json
import sys
from datetime import UTC, datetime, timedelta

import pytest

from app.cli import main
from app.inbox.assemble import assemble
from app.inbox.retire import retire
from app.store.deliveries import arrival

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAMAGED, SOUND = "f" * 32, "e" * 32


@pytest.fixture
def misstep(settings, monkeypatch, capsys):
    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["misstep", *arguments])
        monkeypatch.setenv("MISSTEP_HOME", str(settings.home))
        monkeypatch.setenv("MISSTEP_DATABASE_URL", settings.database_url)
        monkeypatch.setenv("MISSTEP_SECRET_KEY", "a secret for tests")
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code or 0, *capsys.readouterr()

    return run


def span(trace_id):
    times = {"startTimeUnixNano": "1", "endTimeUnixNano": "2"}
    found = {"traceId": trace_id, "spanId": "1" * 16, "name": "act"} | times
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [found]}]}]}).encode()
    return arrival(trace_id, body, media_type="application/json", spans=1)


@pytest.fixture
def delivered(store, new_id):
    """One damaged and one sound trace, tried as often as they will be."""
    damaged = arrival(DAMAGED, b"damaged on disk", media_type="application/json", spans=1)
    with store.writing() as work:
        work.inbox.receive("local", [damaged, span(SOUND)], at=NINE)
    later = (NINE + timedelta(minutes=minute) for minute in range(1, 100))
    while assemble(store, clock=lambda: next(later), new_id=new_id):
        pass
    return store


def test_a_trace_that_cannot_become_a_run_is_listed_with_its_reason(delivered, misstep):
    code, told, _ = misstep("inbox", "failed")
    assert (code, told.split("  ")[0]) == (1, DAMAGED)
    assert "not JSON" in told
    code, told, _ = misstep("inbox", "failed", "--json")
    assert [trace["trace_id"] for trace in json.loads(told)["failed"]] == [DAMAGED]
    with delivered.reading() as work:
        assert len(work.run_traces.current("local", "imported", [SOUND])) == 1


def test_what_failed_can_be_tried_again(delivered, misstep):
    code, told, _ = misstep("inbox", "retry", "--json")
    assert (code, json.loads(told)) == (0, {"retried": [DAMAGED]})
    assert misstep("inbox", "failed")[:2] == (0, "no trace was set aside\n")
    with delivered.reading() as work:
        assert work.inbox.count_waiting() == 1


@pytest.mark.usefixtures("delivered")
def test_one_that_did_not_fail_cannot_be_tried_again(misstep):
    code, _, told = misstep("inbox", "retry", DAMAGED, SOUND)
    assert (code, told) == (
        2,
        f"misstep: {SOUND}: no such trace was set aside; `misstep inbox failed` lists those that were\n",
    )
    assert misstep("inbox", "failed")[0] == 1


def test_what_was_set_aside_goes_as_long_after_as_what_became_a_run(delivered, misstep):
    assert retire(delivered, now=NINE + timedelta(days=6), keep=timedelta(days=7)) == 0
    assert retire(delivered, now=NINE + timedelta(days=8), keep=timedelta(days=7)) == 2
    with delivered.reading() as work:
        assert tuple(work.deliveries.of_traces("local", [DAMAGED, SOUND])) == ()
    assert misstep("inbox", "failed")[:2] == (0, "no trace was set aside\n")


def test_what_was_delivered_is_forgotten_when_told_so(delivered, misstep, new_id):
    assert misstep("inbox", "forget", DAMAGED) == (0, "deliveries of 1 traces forgotten\n", "")
    assert misstep("inbox", "failed")[0] == 0
    with delivered.writing() as work:
        assert tuple(work.deliveries.of_traces("local", [DAMAGED])) == ()
        work.inbox.receive("local", [span(DAMAGED)], at=NINE)
    assemble(delivered, clock=lambda: NINE + timedelta(hours=3), new_id=new_id)
    with delivered.reading() as work:
        assert len(work.run_traces.current("local", "imported", [DAMAGED])) == 1


def test_a_run_stays_when_what_was_delivered_of_it_is_forgotten(delivered, misstep):
    assert json.loads(misstep("inbox", "forget", SOUND, "--json")[1]) == {"forgotten": [SOUND]}
    with delivered.writing() as work:
        assert tuple(work.deliveries.of_traces("local", [SOUND])) == ()
        assert len(work.run_traces.current("local", "imported", [SOUND])) == 1


def test_of_traces_to_be_forgotten_all_are_known_or_none_is_touched(delivered, misstep):
    code, _, told = misstep("inbox", "forget", DAMAGED, "a" * 32)
    assert (code, told) == (
        2,
        f"misstep: {'a' * 32}: nothing that was delivered of such a trace is kept\n",
    )
    with delivered.reading() as work:
        assert len(tuple(work.deliveries.of_traces("local", [DAMAGED]))) == 1
