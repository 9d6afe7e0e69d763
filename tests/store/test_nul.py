"""NUL in a trace or an address is the same on every database, and is not taken for trouble of the database."""

import json

import pytest
from sqlalchemy import select, text
from workspace_owner import GRACE

from app.domain.errors import StatementRefused
from app.inbox.import_files import import_files
from app.ingest.decode import NamedBytes
from app.store.tables import RUN

HTML = {"accept": "text/html"}


def recording():
    """A model's answer of an agent; its name, its model, its text and the agent's name hold NUL."""
    answer = [{"role": "assistant", "parts": [{"type": "text", "content": "all\0 done"}], "finish_reason": "stop"}]
    said = {
        "gen_ai.operation.name": "chat",
        "gen_ai.agent.name": "planner\0",
        "gen_ai.request.model": "m\0x",
        "gen_ai.output.messages": json.dumps(answer),
    }
    span = {
        "traceId": "a" * 32,
        "spanId": "b" * 16,
        "name": "chat\0 m",
        "startTimeUnixNano": "1",
        "endTimeUnixNano": "2",
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in said.items()],
    }
    return NamedBytes("nul.json", json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}).encode())


def test_a_trace_with_nul_becomes_a_run_whose_columns_show_it(store, ada, new_id):
    (run,) = import_files(store, [recording()], viewer=GRACE, new_id=new_id)
    with store.engine.connect() as connection:
        row = connection.execute(
            text("SELECT name, model, gist FROM step WHERE run_id = :run"), {"run": run.run}
        ).one()
    assert "\0" not in "".join(row)
    assert row.model == "m␀x"
    with store.reading() as work:
        (step,) = work.full_run(run.run).steps
    assert step.model == "m\0x"
    for path in ("", "/steps", "/steps/1"):
        assert ada.get(f"/api/runs/{run.run}{path}").status_code == 200
    for query in ("", "?view=tree", "?view=timeline", "?q=all", "?tab=raw"):
        assert ada.get(f"/runs/{run.run}/steps/1{query}", headers=HTML).status_code == 200


@pytest.mark.parametrize(
    "path", ["/api/runs/%00", "/runs/%00/steps/1", "/api/attempts/%00", "/attempts/%00/steps/1",
             "/api/scenarios/%00", "/scenarios/%00"],
)  # fmt: skip
def test_an_address_with_nul_leads_nowhere(ada, path):
    assert ada.get(path).status_code == 404
    assert ada.get(path, headers=HTML).status_code == 404


def test_a_value_that_the_driver_refuses_is_no_lost_connection(store):
    with pytest.raises(StatementRefused), store.reading() as work:
        work._session.execute(text("SELECT :value"), {"value": object()})


def test_more_values_than_the_driver_takes_are_no_lost_connection(store):
    with pytest.raises(StatementRefused), store.reading() as work:
        work._session.execute(select(RUN.id).where(RUN.id.in_(map(str, range(300_000)))))
