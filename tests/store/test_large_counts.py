"""Counts of tokens are kept as far as they can be true, and what the database refuses is told without what it says."""

import json

import pytest
from sqlalchemy import text
from workspace_owner import GRACE

from app.domain.errors import StatementRefused
from app.inbox.import_files import import_files
from app.ingest.decode import NamedBytes


def recording(*counts, ended=None, cost=None):
    dollars = [] if cost is None else [{"key": "operation.cost", "value": {"doubleValue": cost}}]
    spans = [
        {
            "traceId": "a" * 32,
            "spanId": f"{place:016x}",
            "name": "chat m",
            "startTimeUnixNano": str(place),
            "endTimeUnixNano": str(ended or place + 1),
            "attributes": [
                {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
                {"key": "gen_ai.usage.input_tokens", "value": {"intValue": count}},
                {"key": "gen_ai.usage.output_tokens", "value": {"intValue": count}},
                *dollars,
            ],
        }
        for place, count in enumerate(counts, 1)
    ]
    return NamedBytes("counts.json", json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode())


@pytest.mark.parametrize(
    ("counts", "kept"),
    [
        ([3 * 10**9, 1], [(3 * 10**9, 3 * 10**9), (1, 3 * 10**9 + 1)]),
        ([10**12, 10**12], [(10**12, 10**12), (10**12, 2 * 10**12)]),
        ([2**63, 10**22, 7], [(None, None), (None, None), (7, 7)]),
    ],
)
def test_a_count_that_a_model_may_reach_is_kept_and_a_larger_one_is_not(store, ada, new_id, counts, kept):
    (run,) = import_files(store, [recording(*counts)], viewer=GRACE, new_id=new_id)
    with store.engine.connect() as connection:
        columns = "input_tokens, sum_input, output_tokens, sum_output"
        query = text(f"SELECT {columns} FROM step WHERE run_id = :run ORDER BY number")
        rows = connection.execute(query, {"run": run.run}).all()
    assert [tuple(row) for row in rows] == [(*pair, *pair) for pair in kept]
    assert ada.get(f"/runs/{run.run}/steps/1", headers={"accept": "text/html"}).status_code == 200


@pytest.mark.parametrize("extreme", [{"cost": 1e308}, {"cost": -1e308}, {"cost": 1e9}, {"ended": 2**63 - 1}])
def test_numbers_that_no_database_can_add_up_are_not_stumbled_over(store, ada, new_id, extreme):
    (run,) = import_files(store, [recording(10**12, 10**12, 10**12, **extreme)], viewer=GRACE, new_id=new_id)
    for page in ("1", "3", "numbers", "overview"):
        assert ada.get(f"/runs/{run.run}/steps/{page}", headers={"accept": "text/html"}).status_code == 200


def test_what_the_database_refuses_is_told_and_logged_without_what_it_says(store, caplog):
    asked, name = text("SELECT nothing FROM step WHERE name = :name"), str(2**60)
    with pytest.raises(StatementRefused, match="the log says more") as told, store.reading() as work:
        work._session.execute(asked, {"name": name})
    assert "SELECT" not in str(told.value)
    assert "nothing" in caplog.text
    assert name not in caplog.text
