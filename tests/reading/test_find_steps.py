"""A search finds what is revealed, by words and by what the list shows, and nothing by what is withheld."""

from datetime import UTC, datetime

import late_parcel
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.assembly.steps import run_of
from app.attempts.read_window import read_window
from app.attempts.reveal_next import reveal_next
from app.domain.errors import SearchRejected
from app.domain.scenario import Reveal
from app.domain.viewer import Reader, local_owner
from app.ingest.decode import NamedBytes, decode
from app.practice.start import start_attempt
from app.reading.find_steps import find_steps, try_to_find
from app.reading.imported_run import imported_window
from app.reading.list_terms import list_terms
from app.reading.window import Window
from app.replay.query import parse
from app.replay.query_match import fits
from app.store.run_rows import rows_of

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ADA = {"viewer": Reader(id="ada"), "attempt_id": "one"}
NEW = ADA | {"slug": "late-parcel", "variant": "a", "now": NINE}


@pytest.fixture
def run(work):
    """The broken arm as a run, as far as a frontier."""
    trace = decode([NamedBytes("arm", late_parcel.otlp("broken"))])[0]
    work.runs.add(rows_of(run_of(trace), trace, run_id="run", workspace="public", source="bundled"))
    return lambda frontier=8: Window(work=work, run_id="run", frontier=frontier, last_step=8)


def numbers(window, query):
    return list(find_steps(window, query).numbers)


FOUND = [
    ("CARDAMOM", [3, 4]),
    ("help", [1]),  # the system prompt entered with the first call, and with no later one
    ("bergamot", [2, 3]),  # given back, and then read
    ("dandelion", [4, 5]),
    ('"limit   exceeded"', [6, 7]),
    ("limit exceeded", [6, 7]),
    ("exceeded limit kind:tool", [6]),
    ("dandelion -eucalypt", [4]),
    ("kind:tool", [2, 4, 6]),
    ("-kind:tool", [1, 3, 5, 7, 8]),
    ("tool:REFUND", [6]),
    ("agent:specialist", [5, 6, 7]),
    ("-agent:specialist", [1, 2, 3, 4, 8]),
    ("status:error", [6]),
    ("-status:error step:5..", [5, 7, 8]),
    ("latency>100ms", [4, 7]),
    ("tokens>1101.011k", [7, 8]),
    ("-tokens>1101.011k", [1, 2, 3, 4, 5, 6]),
    ("cost>0.0001 kind:tool", []),
    ("step:2..3", [2, 3]),
    ("step:99999", []),
    ("zebra", []),
    (r'"\"order\":\"A-17\""', [1, 2]),
    (r'"{\""', [1, 2, 3, 4, 5, 6]),
]


@pytest.mark.parametrize(("query", "steps"), FOUND, ids=[query for query, _ in FOUND])
def test_a_search_finds_these_steps(run, query, steps):
    assert numbers(run(), query) == steps


def test_an_open_step_is_not_found_by_what_it_will_have_brought(run):
    assert numbers(run(7), "juniper") == []
    assert numbers(run(8), "juniper") == [4, 8]
    assert numbers(run(7), "latency>1ms kind:tool") == [2, 6]
    assert numbers(run(7), "-latency>1ms kind:tool") == [4]
    assert numbers(run(7), "status:running") == [4]
    assert numbers(run(7), "status:ok") == numbers(run(8), "status:ok step:..7 -step:4")
    assert numbers(run(7), "dandelion kind:tool") == [4]


def test_nothing_past_the_frontier_is_found(run):
    for step, word in late_parcel.WORDS.items():
        assert all(number <= 4 for number in numbers(run(4), word))
        assert (numbers(run(4), word) == []) is (step > 4)


@pytest.mark.parametrize("frontier", range(1, 9))
def test_what_a_search_is_narrowed_by_occurs_in_what_is_revealed(work, frontier):
    start_attempt(work, reveal=Reveal.FORWARD, **NEW)
    for _ in range(frontier - 1):
        reveal_next(work, now=NINE, **ADA)
    terms = list_terms(read_window(work, **ADA))
    assert ("lookup_order" in terms.tools) is (frontier >= 2)
    assert ("issue_refund" in terms.tools) is (frontier >= 6)
    assert ("refund_specialist" in terms.agents) is (frontier >= 5)
    assert terms.kinds == (("model",) if frontier == 1 else ("model", "tool"))


def test_the_words_around_the_match_are_told_and_where_it_stands(run):
    hit, entered = find_steps(run(), "TOTAL").hits[:2]
    assert (hit.number, hit.before, hit.match, hit.after) == (2, "", "total", ": 1250 bergamot")
    assert (entered.number, entered.place, hit.place) == (3, "entered", "step")


def test_without_words_a_hit_shows_how_the_step_begins(run):
    (hit,) = find_steps(run(), "step:2").hits
    assert (hit.before, hit.match, hit.after) == ("A-17", "", "")


def test_a_letter_that_folds_to_two_does_not_shift_the_match(work, run):
    del run
    body = late_parcel.otlp("broken").replace(b"total: 1250 bergamot", "Straße, Maß: 1250 bergamot".encode())
    trace = decode([NamedBytes("arm", body)])[0]
    work.runs.add(rows_of(run_of(trace), trace, run_id="other", workspace="public", source="bundled"))
    window = Window(work=work, run_id="other", frontier=8, last_step=8)
    assert find_steps(window, "STRASSE").hits[0].match == "Straße"
    assert find_steps(window, "1250 b").hits[0].before == "Straße, Maß: "


def test_as_many_hits_are_told_in_words_as_are_asked_for_and_all_by_number(run):
    found = find_steps(run(), "e", most=3)
    assert [hit.number for hit in found.hits] == [1, 2, 3]
    assert found.numbers == (1, 2, 3, 4, 5, 6, 7, 8)
    assert found.more is False


def test_past_five_hundred_hits_it_says_that_there_are_more(work):
    span = '{"traceId":"%032x","spanId":"%016x","name":"execute_tool look","startTimeUnixNano":"%d","endTimeUnixNano":"%d","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"execute_tool"}},{"key":"gen_ai.tool.name","value":{"stringValue":"look"}},{"key":"gen_ai.tool.call.result","value":{"stringValue":"the quince"}}]}'
    spans = ",".join(span % (7, n, n * 10, n * 10 + 5) for n in range(1, 503))
    body = f'{{"resourceSpans":[{{"scopeSpans":[{{"spans":[{spans}]}}]}}]}}'.encode()
    trace = decode([NamedBytes("long", body)])[0]
    work.runs.add(rows_of(run_of(trace), trace, run_id="long", workspace="local", source="imported"))
    window = Window(work=work, run_id="long", frontier=502, last_step=502)
    for query in ("quince", "kind:tool"):
        found = find_steps(window, query, most=9999)
        assert (len(found.hits), len(found.numbers), found.more) == (500, 500, True)
    assert find_steps(window, "quince step:502").numbers == (502,)


def test_an_empty_search_finds_nothing(work, run):
    start_attempt(work, reveal=Reveal.OPEN, **NEW)
    assert find_steps(read_window(work, **ADA), "  ").numbers == ()
    assert find_steps(run(), "").hits == ()


def test_a_search_that_cannot_be_read_says_why(run):
    with pytest.raises(SearchRejected, match="latency> needs a number with ms, s or min"):
        find_steps(run(), "latency>fast")
    assert try_to_find(run(), "latency>fast").problem == "latency> needs a number with ms, s or min: `latency>fast`"
    assert try_to_find(run(), "bergamot").problem is None


TERMS = [
    *("kind:model", "kind:tool", "status:ok", "status:error", "status:unset", "status:running", "agent:support"),
    *("agent:e", "model:gpt", "tool:o", "tokens>=1060607", "tokens<1", "latency<=41ms", "latency>100ms", "cost>=0"),
    *("step:3..5", "step:..4", "step:6.."),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    terms=st.lists(
        st.tuples(st.sampled_from(["", "-"]), st.sampled_from(TERMS)).map("".join), min_size=1, max_size=3
    ),
    frontier=st.integers(1, 8),
)
def test_columns_are_filtered_as_the_rows_of_the_list_read(run, terms, frontier):
    window = run(frontier)
    query = " ".join(terms)
    rows = window.headers(1, 8)
    assert numbers(window, query) == [row.number for row in rows if fits(row, parse(query))]


def test_an_imported_run_is_searched_whole(work, run):
    del run
    trace = decode([NamedBytes("arm", late_parcel.otlp("broken"))])[0]
    work.runs.add(rows_of(run_of(trace), trace, run_id="seen", workspace="local", source="imported"))
    assert find_steps(imported_window(work, viewer=local_owner("ada"), run="seen"), "hyacinth").numbers == (8,)
    assert list_terms(imported_window(work, viewer=local_owner("ada"), run="seen")).agents == (
        "refund_specialist",
        "support_agent",
    )
