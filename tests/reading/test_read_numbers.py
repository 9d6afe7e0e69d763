"""The numbers of a run, and that they never tell more than what is revealed."""

import json
from datetime import UTC, datetime

import late_parcel
import pytest
from late_parcel import TOKENS

from app.assembly.steps import run_of
from app.attempts.read_window import read_window
from app.attempts.reveal_next import reveal_next
from app.domain.errors import NotFound
from app.domain.scenario import Reveal
from app.domain.step import StepKind
from app.domain.viewer import Reader, local_owner
from app.ingest.decode import NamedBytes, decode
from app.practice.start import start_attempt
from app.reading.imported_run import imported_window
from app.reading.overview import MOST_BUCKETS, overview_of
from app.reading.read_numbers import read_numbers, stations
from app.replay.totals import NOTHING_USED
from app.store.run_rows import rows_of

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ADA = {"viewer": Reader(id="ada"), "attempt_id": "one"}
MS = 1_000_000


@pytest.fixture
def begun(work):
    """Starts an attempt of ada's and moves its frontier to a step."""

    def start(reveal, frontier=1):
        start_attempt(
            work, viewer=Reader(id="ada"), slug="late-parcel", variant="a", reveal=reveal, attempt_id="one", now=NINE
        )
        for _ in range(frontier - 1):
            reveal_next(work, **ADA, now=NINE)
        return work

    return start


def numbers(work):
    return read_numbers(read_window(work, **ADA))


def lengths(work):
    return {header.number: round(header.duration_ms) for header in numbers(work).longest}


def test_each_kind_is_summed(begun):
    kinds = dict(numbers(begun(Reveal.OPEN)).by_kind)
    assert (kinds["model"].steps, kinds["tool"].steps) == (5, 3)
    assert kinds["model"].input_tokens == sum(TOKENS.values())
    assert (kinds["tool"].errors, kinds["tool"].input_tokens, kinds["model"].cost_usd) == (1, None, None)


def test_agents_models_and_tools_are_summed(begun):
    found = numbers(begun(Reveal.OPEN))
    assert {name: each.steps for name, each in found.by_agent} == {"support_agent": 5, "refund_specialist": 3}
    assert [each.steps for _, each in found.by_model] == [5]
    assert {name for name, _ in found.by_tool} == {"lookup_order", "consult_specialist", "issue_refund"}


def test_the_longest_steps_come_first(begun):
    assert list(lengths(begun(Reveal.OPEN)).items())[:2] == [(4, 707), (7, 111)]


def test_a_step_without_a_price_is_not_among_the_costliest(begun):
    assert numbers(begun(Reveal.OPEN)).costliest == ()


def test_the_path_leads_through_the_sub_agent(begun):
    waits = numbers(begun(Reveal.OPEN)).waits
    assert waits.steps == 8
    assert waits.wall_ns == (853 - 10) * MS + 4
    assert {wait.header.number: round(wait.time_ns / MS) for wait in waits.top}[4] == 707 - 31 - 58 - 111
    assert sum(wait.time_ns for wait in waits.top) + waits.between_ns == waits.wall_ns


def test_a_step_that_is_still_open_has_no_time_and_no_outcome(begun):
    found = numbers(begun(Reveal.FORWARD, frontier=6))
    assert 4 not in {header.number for header in found.longest}
    tools = dict(found.by_tool)
    assert (tools["consult_specialist"].steps, tools["consult_specialist"].time_ns) == (1, None)
    assert (tools["issue_refund"].errors, dict(found.by_kind)["model"].input_tokens) == (1, 510101 + 530303 + 550505)


def test_the_path_of_an_open_run_ends_with_the_last_known_end(begun):
    waits = numbers(begun(Reveal.FORWARD, frontier=4)).waits
    assert waits.wall_ns == (67 - 10) * MS + 4
    assert [wait.header.number for wait in waits.top] == [3, 1, 2]


def test_the_path_of_a_run_of_which_one_step_is_revealed_is_that_step(begun):
    found = numbers(begun(Reveal.FORWARD))
    assert (found.waits.steps, found.waits.wall_ns) == (1, 13 * MS + 4)


def test_what_was_used_is_told_along_the_run(begun):
    found = numbers(begun(Reveal.FORWARD, frontier=4))
    assert [(each.step, each.input_tokens) for each in found.so_far] == [
        (1, TOKENS[1]), (2, TOKENS[1]), (3, TOKENS[1] + TOKENS[3]), (4, TOKENS[1] + TOKENS[3]),
    ]  # fmt: skip
    assert stations(50_000) == tuple(range(5_000, 50_001, 5_000))


def test_an_overview_counts_what_is_revealed(begun):
    overview = overview_of(read_window(begun(Reveal.FORWARD, frontier=4), **ADA))
    assert (overview.frontier, overview.complete, overview.width) == (4, False, 1)
    assert [(bucket.place, bucket.kind, bucket.most_tokens) for bucket in overview.buckets] == [
        (0, StepKind.MODEL, TOKENS[1]), (1, StepKind.TOOL, None), (2, StepKind.MODEL, TOKENS[3]), (3, StepKind.TOOL, None),
    ]  # fmt: skip
    assert overview.buckets[3].longest_ns is None


def test_an_imported_run_is_told_whole(work):
    trace = decode([NamedBytes("arm", late_parcel.otlp("healthy"))])[0]
    work.runs.add(rows_of(run_of(trace), trace, run_id="run", workspace="local", source="imported"))
    assert overview_of(imported_window(work, viewer=local_owner("ada"), run="run")).complete
    assert read_numbers(imported_window(work, viewer=local_owner("ada"), run="run")).totals.step == 8


def test_a_run_without_a_step_has_used_nothing(work):
    span = looking(1) | {"name": "GET /", "attributes": []}
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}).encode()
    (trace,) = decode([NamedBytes("empty", body)])
    work.runs.add(rows_of(run_of(trace), trace, run_id="empty", workspace="local", source="imported"))
    found = read_numbers(imported_window(work, viewer=local_owner("ada"), run="empty"))
    assert (found.so_far, found.totals, found.by_kind, found.waits.steps) == ((NOTHING_USED,), NOTHING_USED, (), 0)


def test_mallory_and_bundled_runs_are_refused(begun):
    work = begun(Reveal.OPEN)
    for refused in (
        lambda: read_window(work, viewer=Reader(id="mallory"), attempt_id="one"),
        lambda: imported_window(work, viewer=local_owner("ada"), run=late_parcel.RUNS["broken"]),
    ):
        with pytest.raises(NotFound):
            refused()


def test_a_long_run_has_few_buckets(work):
    spans = [looking(number) for number in range(1, 701)]
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode()
    (trace,) = decode([NamedBytes("long", body)])
    work.runs.add(rows_of(run_of(trace), trace, run_id="long", workspace="local", source="imported"))
    overview = overview_of(imported_window(work, viewer=local_owner("ada"), run="long"))
    assert (overview.frontier, overview.width, len(overview.buckets)) == (700, 3, 234)
    assert len(overview.buckets) <= MOST_BUCKETS
    assert {bucket.sum.steps for bucket in overview.buckets} == {3, 1}


def looking(number):
    return {
        "traceId": "ab" * 16,
        "spanId": f"{number:016x}",
        "name": "execute_tool look",
        "startTimeUnixNano": str(10**18 + number * 10**9),
        "endTimeUnixNano": str(10**18 + number * 10**9 + 5 * 10**8),
        "attributes": [
            {"key": "gen_ai.operation.name", "value": {"stringValue": "execute_tool"}},
            {"key": "gen_ai.tool.name", "value": {"stringValue": "look"}},
        ],
    }
