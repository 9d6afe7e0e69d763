"""What is deleted is gone from every table, and nothing that another run needs goes with it."""

import json
from datetime import UTC, datetime, timedelta

import late_parcel
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from remembering import remembering
from workspace_owner import GRACE

from app.attempts.attempt_view import attempt_view, window_on
from app.domain.change import AttemptStarted, DiagnosisScored, RunAssigned
from app.domain.errors import NotFound, RunGone
from app.domain.scenario import Reveal
from app.domain.score import Score
from app.domain.viewer import Reader
from app.inbox.assemble import assemble
from app.inbox.delete_runs import delete_runs
from app.inbox.forget_deliveries import forget_deliveries
from app.inbox.import_files import import_files
from app.inbox.receive import receive
from app.inbox.retire import retire
from app.ingest.files import NamedBytes
from app.ingest.limits import DEFAULT
from app.store.check import problems
from app.store.deliveries import arrival

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = NINE + timedelta(minutes=5)
CARD = "4929 1234 5678 9012"  # written where only this run has it


def carded(arm="healthy", trace=None):
    """An arm in which the customer tells the number of a card, in a message, a tool's result and a tool's schema."""
    text = late_parcel.otlp(arm).decode().replace("Where is my parcel?", f"My card is {CARD}.")
    text = text.replace("total: 1250", f"card: {CARD}, total: 1250")
    body = json.loads(text)
    tools = [{"type": "function", "name": "pay", "description": f"Pay with {CARD}", "parameters": {}}]
    (scope,) = body["resourceSpans"][0]["scopeSpans"]
    for span in scope["spans"]:
        if any(each["value"].get("stringValue") == "chat" for each in span["attributes"]):
            span["attributes"].append({"key": "gen_ai.tool.definitions", "value": {"stringValue": json.dumps(tools)}})
        span["traceId"] = trace or span["traceId"]
    return json.dumps(body).encode()


@pytest.fixture
def paid(store, new_id):
    """A run in which a card's number stands, imported; beside it one that shares the rest."""
    (run,) = import_files(store, [NamedBytes("paid.json", carded())], viewer=GRACE, new_id=new_id)
    import_files(store, [NamedBytes("other.json", late_parcel.otlp("retry"))], viewer=GRACE, new_id=new_id)
    return run.run


def test_a_number_is_in_no_table_after_its_run_was_deleted(store, paid):
    receive(
        store,
        carded(),
        workspace="local",
        kind=ExportTraceServiceRequest,
        media_type="application/json",
        limits=DEFAULT,
        now=NINE,
    )
    assert remembering(store, CARD) == {"message", "tool_definition", "step", "span_chunk", "delivery"}
    assert delete_runs(store, [paid], viewer=GRACE, now=NINE) == (paid,)
    assert remembering(store, CARD) == set()
    assert problems(store) == []


@pytest.fixture
def damaged(store, new_id):
    """A delivery with the number of a card in it that cannot become a run and was set aside; its trace."""
    trace = "d" * 32
    body = f"My card is {CARD}, and this is no JSON".encode()
    with store.writing() as work:
        cut = arrival(trace, body, media_type="application/json", spans=1, linked=["e" * 32])
        work.inbox.receive("local", [cut], at=NINE)
    later = (NINE + timedelta(minutes=minute) for minute in range(1, 100))
    while assemble(store, clock=lambda: next(later), new_id=new_id):
        pass
    with store.reading() as work:
        assert [failed.trace_id for failed in work.inbox.failed("local")] == [trace]
    assert remembering(store, CARD) == {"delivery"}
    return trace


def test_a_number_is_in_no_table_after_what_was_set_aside_was_forgotten(store, damaged):
    forget_deliveries(store, [damaged], viewer=GRACE)
    assert remembering(store, CARD) == set()
    assert remembering(store, damaged) == set()


@pytest.mark.usefixtures("damaged")
def test_a_number_is_in_no_table_when_what_was_set_aside_has_had_its_days(store):
    assert retire(store, now=NINE + timedelta(days=6), keep=timedelta(days=7)) == 0
    assert remembering(store, CARD) == {"delivery"}
    assert retire(store, now=NINE + timedelta(days=8), keep=timedelta(days=7)) == 1
    assert remembering(store, CARD) == set()


@pytest.mark.sqlite
def test_sqlite_keeps_nothing_in_its_files_of_what_was_forgotten(store, settings, damaged):
    files = [file for file in settings.home.iterdir() if file.name.startswith("misstep.db")]
    assert any(CARD.encode() in file.read_bytes() for file in files)
    forget_deliveries(store, [damaged], viewer=GRACE)
    assert [file.name for file in settings.home.iterdir() if CARD.encode() in file.read_bytes()] == []


def test_what_is_deleted_while_it_is_assembled_does_not_come_back(store, new_id):
    """The deliveries are read, then the run that they became before is deleted, then the new run would be written."""
    receive(
        store,
        carded(),
        workspace="local",
        kind=ExportTraceServiceRequest,
        media_type="application/json",
        limits=DEFAULT,
        now=NINE,
    )
    assert assemble(store, clock=lambda: LATER, new_id=new_id) == 1
    with store.reading() as work:
        (run,) = work.run_list.latest("local", limit=9).runs
    receive(
        store,
        late_parcel.otlp("healthy"),
        workspace="local",
        kind=ExportTraceServiceRequest,
        media_type="application/json",
        limits=DEFAULT,
        now=LATER,
    )

    def deleting():
        delete_runs(store, [run.id], viewer=GRACE, now=LATER)
        return new_id()

    assemble(store, clock=lambda: LATER + timedelta(minutes=1), new_id=deleting)
    assert remembering(store, CARD) == set()


def test_what_another_run_is_made_of_stays(store, paid, new_id):
    (other,) = import_files(store, [NamedBytes("twice.json", carded(trace="7" * 32))], viewer=GRACE, new_id=new_id)
    with store.reading() as work:
        before = work.full_run(other.run)
        words = {key: before.messages[key] for key in before.messages}
    delete_runs(store, [paid], viewer=GRACE, now=NINE)
    with store.reading() as work:
        after = work.full_run(other.run)
        assert {key: after.messages[key] for key in after.messages} == words
        assert after.steps == before.steps
    assert "message" in remembering(store, CARD)
    delete_runs(store, [other.run], viewer=GRACE, now=NINE)
    assert remembering(store, CARD) == set()


def test_the_same_words_of_another_workspace_stay(store, paid):
    from dataclasses import replace

    from app.assembly.steps import run_of
    from app.ingest.decode import decode
    from app.store.run_rows import rows_of

    (trace,) = decode([NamedBytes("paid.json", carded())])
    with store.writing() as work:
        rows = rows_of(run_of(trace), trace, run_id="theirs", workspace="public", source="bundled")
        work.runs.add(replace(rows))
    delete_runs(store, [paid], viewer=GRACE, now=NINE)
    with store.reading() as work:
        assert len(list(work.full_run("theirs").messages.values())) > 5


@pytest.mark.sqlite  # PostgreSQL keeps deleted rows until it vacuums, and its log: docs/deletion.md
def test_sqlite_keeps_nothing_of_it_in_its_files(store, settings, paid):
    short = b"Pay with " + CARD.encode()  # a text this short is stored as it is, not compressed
    files = [file for file in settings.home.iterdir() if file.name.startswith("misstep.db")]
    assert any(short in file.read_bytes() for file in files)
    delete_runs(store, [paid], viewer=GRACE, now=NINE)
    assert [file.name for file in settings.home.iterdir() if CARD.encode() in file.read_bytes()] == []


def test_an_attempt_keeps_its_verdicts_and_says_that_its_run_was_deleted(store, paid):
    score = Score(verdicts=(), total=62.5)
    with store.writing() as work:
        edition = work.catalog.edition("late-parcel", "a")
        start = AttemptStarted(scenario="late-parcel", variant="a", reveal=Reveal.OPEN)
        begun = work.attempts.begin(
            "one", [start, RunAssigned(run_id=paid, last_step=8, edition=edition)], reader="ada", at=NINE
        )
        work.attempts.record(begun, [DiagnosisScored(score=score, arms={"healthy": paid})], actor="ada", at=NINE)
    delete_runs(store, [paid], viewer=GRACE, now=NINE)
    with store.reading() as work:
        attempt = work.attempts.of("ada", "one")
        assert (attempt.score, attempt.run_deleted, attempt.arms) == (score, True, {})
        assert attempt_view(work, attempt, viewer=Reader(id="ada")).run_deleted
        with pytest.raises(RunGone, match="What you wrote and what it earned stay"):
            window_on(work, attempt)
        (event,) = work.events.of("one")[-1:]
        assert (event.kind, event.actor, event.at) == ("run.deleted", "grace", NINE)
    assert problems(store) == []


def test_every_reading_of_the_same_trace_goes_with_it(store, paid, new_id):
    with store.writing() as work:
        start = AttemptStarted(scenario="late-parcel", variant="a", reveal=Reveal.OPEN)
        work.attempts.begin("one", [start, RunAssigned(run_id=paid, last_step=8)], reader="ada", at=NINE)
    more = carded().replace(b"total: 1250", b"total: 1251")
    (newer,) = import_files(store, [NamedBytes("more.json", more)], viewer=GRACE, new_id=new_id)
    assert set(delete_runs(store, [newer.run], viewer=GRACE, now=NINE)) == {paid, newer.run}
    assert remembering(store, CARD) == set()


@pytest.mark.parametrize("name", ["nothing", "5d1f0a77c3e94b20"])
def test_what_is_not_there_is_not_deleted_and_nothing_else_is(store, paid, name):
    with pytest.raises(NotFound):
        delete_runs(store, [paid, name], viewer=GRACE, now=NINE)
    with store.reading() as work:
        assert work.runs.there(paid)


def test_a_bundled_run_is_nobodys_to_delete(store, ada):
    ada.post("/api/scenarios/late-parcel/attempts", json={})
    with store.engine.connect() as connection:
        (run_id,) = connection.exec_driver_sql("select id from run").scalars()
    with pytest.raises(NotFound):
        delete_runs(store, [run_id], viewer=GRACE, now=NINE)
