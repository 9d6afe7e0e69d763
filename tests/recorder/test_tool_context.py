import httpx
import pytest
from till import HERE, TILL

from app.faults.operator import Boundary, Operator
from app.recorder.arm import RecordingPlan, open_run_context
from app.recorder.case import read_case
from app.recorder.fixtures import Fixtures, draw_facts
from app.recorder.injection import Injection, occurrence
from app.recorder.tool import ToolFailed, insert
from app.recorder.tool_context import ToolContext

REFUNDS = "https://refunds.till.example/refunds"


def context(fault=None, **change):
    fixtures = Fixtures(HERE / "worlds" / "till")
    case_file = read_case(fixtures, "damaged")
    facts = draw_facts(fixtures, case_file.case.facts, seed=11, params={})
    plan = RecordingPlan(
        world=TILL, fixtures=fixtures, case_file=case_file, agent="clerk", facts=facts, seed="till/a/11"
    )
    return ToolContext(open_run_context(plan, run="0" * 16, fault=fault, change=change), "search_rules", {})


def spans(at):
    return {span.name: span for span in at.run.capture.finished()}


def meeting(at, **does):
    operator = Operator("test", Boundary.INFRASTRUCTURE, lambda met: {**met, **does})
    return Injection(operator=operator, at=occurrence(at), parameters={})


def test_a_query_gives_rows_and_leaves_a_span():
    at = context()
    assert at.sql("SELECT order_id,\n  total FROM orders WHERE total > ?", 1) == [
        {"order_id": "T-5197", "total": 62.0}
    ]
    assert spans(at)["SELECT"].attributes["db.query.text"] == "SELECT order_id, total FROM orders WHERE total > ?"
    assert spans(at)["SELECT"].attributes["db.response.returned_rows"] == 1


def test_time_passes_while_a_tool_works():
    at = context()
    assert at.now == "2026-03-03T09:14:07Z"
    at.run.clock.spend(3000)
    assert at.now == "2026-03-03T09:14:10Z"
    assert at.facts["order_id"] == "T-5197"


def test_ids_that_tools_give_out_are_the_same_in_every_recording():
    assert context().token("refund") == context().token("refund")
    at = context()
    assert at.token("refund") != at.token("refund")


def test_what_a_service_says_no_to_is_tried_three_times():
    at = context(meeting("POST /refunds#1+", status=503))
    assert at.http("POST", REFUNDS, body={"order_id": "T-5197", "amount": 62}).status_code == 503
    resent = [span.attributes.get("http.request.resend_count") for span in at.run.capture.finished()]
    assert resent == [None, 1, 2]


def test_an_answer_can_be_lost_after_the_work_is_done():
    at = context(meeting("POST /refunds#1+", status=504, after_work=True))
    assert at.http("POST", REFUNDS, body={"order_id": "T-5197", "amount": 62}, attempts=1).status_code == 504
    assert at.sql("SELECT amount FROM refunds") == [{"amount": 62.0}]


def test_a_slow_answer_takes_its_time():
    at = context(meeting("GET /refunds", latency_ms=8000))
    begun = at.run.clock.now_ns
    with pytest.raises(ToolFailed, match=r"cannot resolve host nowhere\.example"):
        at.http("GET", "https://nowhere.example/refunds")
    assert at.run.clock.now_ns - begun == 8_000_000_000


def test_a_search_has_its_filters_and_its_hits_on_the_span():
    at = context()
    hits = at.search("damaged", index="rules", filters={"version": 1}, built="2026-03-01")
    assert [hit.passage.id for hit in hits] == ["returns-2019#1"]
    attributes = spans(at)["retrieval rules"].attributes
    assert attributes["gen_ai.data_source.id"] == "rules"
    assert attributes["gen_ai.retrieval.filters"] == '{"version":1}'
    assert '"id":"returns-2019#1"' in attributes["gen_ai.retrieval.documents"]


def test_an_index_that_is_brought_up_to_date_is_not_stale():
    stale = Operator(
        "test",
        Boundary.RETRIEVAL,
        lambda lookup, passages: type(lookup)(query=lookup.query, filters=lookup.filters, passages=passages, top_k=1),
    )
    fault = Injection(operator=stale, at=occurrence("search_rules"), parameters={"passages": ()})
    assert context(fault).search("damaged") == []
    assert (
        len(
            context(
                Injection(operator=stale, at=occurrence("search_rules"), parameters={"passages": ()}),
                **{"retriever.sync": True},
            ).search("damaged")
        )
        == 1
    )


def test_a_memory_is_written_and_found_again():
    at = context()
    at.sql("CREATE TABLE notes (id TEXT PRIMARY KEY, about TEXT, tags TEXT)")
    at.remember("notes", {"id": "n1", "about": "prefers mail", "tags": ["mail"]})
    found = at.recall("SELECT * FROM notes WHERE about LIKE ?", "%mail%", store="notes", query="mail", limit=5)
    assert found == [{"id": "n1", "about": "prefers mail", "tags": '["mail"]'}]
    assert (
        spans(at)["upsert_memory notes"].attributes["gen_ai.memory.records"]
        == '[{"id":"n1","about":"prefers mail","tags":["mail"]}]'
    )
    assert spans(at)["search_memory notes"].attributes["gen_ai.memory.query.text"] == "mail"


def test_a_fault_can_meet_what_is_remembered():
    guess = Operator("test", Boundary.MEMORY_WRITE, lambda record: {**record, "amount": 0})
    at = context(Injection(operator=guess, at=occurrence("refunds"), parameters={}))
    at.remember("refunds", {"refund_id": "R-1", "order_id": "T-5197", "amount": 62})
    assert at.sql("SELECT amount FROM refunds") == [{"amount": 0.0}]


def test_a_service_keeps_its_state_in_the_database_of_the_run():
    at = context()
    insert(at.run.database, "refunds", {"refund_id": "R-1", "order_id": "T-1", "amount": 5})
    response = at.http("POST", REFUNDS, body={"order_id": "T-5197", "amount": 62})
    assert isinstance(response, httpx.Response)
    assert response.json()["refund_id"] == "R-2"
