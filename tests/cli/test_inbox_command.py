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
    while assemble(store, now=next(later), new_id=new_id):
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


def test_what_is_kept_is_what_no_run_holds(delivered):
    assert retire(delivered, now=NINE + timedelta(days=6), keep=timedelta(days=7)) == 0
    assert retire(delivered, now=NINE + timedelta(days=8), keep=timedelta(days=7)) == 1
    with delivered.reading() as work:
        assert [each.trace_id for each in work.deliveries.of_traces("local", [DAMAGED, SOUND])] == [DAMAGED]
