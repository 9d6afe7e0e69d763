"""What is assembled in one go is bounded by its bytes as well: what is left is another go's, and nothing is lost."""

from datetime import timedelta

import orjson
import pytest
from parcel_parts import NINE

from app.inbox import assemble as assembling
from app.inbox.assemble import assemble

MEGABYTES = 6
TEXT = "a" * (MEGABYTES * 2**20)


def request(trace_id, span_id):
    attributes = [
        {"key": "gen_ai.operation.name", "value": {"stringValue": "execute_tool"}},
        {"key": "gen_ai.tool.call.result", "value": {"stringValue": TEXT}},
    ]
    span = {"traceId": trace_id * 32, "spanId": span_id * 16, "name": "look", "attributes": attributes}
    return orjson.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]})


@pytest.fixture
def once(store, new_id):
    """Assembles what is taken up at once, an hour later."""

    def done():
        assemble(store, clock=lambda: NINE + timedelta(hours=1), new_id=new_id)
        with store.reading() as work:
            runs = work.run_list.latest("local", limit=9).runs
            return sorted((run.trace_id[0], run.span_count) for run in runs)

    return done


def test_traces_of_many_megabytes_become_runs_one_after_another(deliver, once):
    assert 2 * MEGABYTES < assembling.BYTES // 2**20 < 3 * MEGABYTES
    for trace_id in "abc":
        deliver(request(trace_id, "1"))
    assert once() == [("a", 1), ("b", 1)]
    assert once() == [("a", 1), ("b", 1), ("c", 1)]


def test_a_trace_of_many_megabytes_is_a_run_early_and_loses_nothing(deliver, once):
    for span_id in "1234":
        deliver(request("a", span_id))
    assert once() == [("a", 2)]
    assert once() == [("a", 4)]
