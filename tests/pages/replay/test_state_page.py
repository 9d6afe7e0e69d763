"""The State tab and the changes of state in the Delta."""

import json

import late_parcel
import pytest

from app.assembly.steps import run_of
from app.ingest.decode import decode
from app.ingest.files import NamedBytes
from app.store.run_rows import rows_of


def tool(number, *, operation="execute_tool", **written):
    before = {key: old for key, (old, _) in written.items() if old is not None}
    delta = {key: new for key, (_, new) in written.items()}
    attributes = {
        "gen_ai.operation.name": operation,
        "gen_ai.tool.name": operation if "memory" in operation else "look",
        "gen_ai.memory.query.text": "ada",
        "gen_ai.memory.records": '["likes tea"]',
    }
    attributes |= {"app.state.delta": json.dumps(delta), "app.state.before": json.dumps(before)} if written else {}
    return {
        "traceId": "ab" * 16, "spanId": f"{number:016x}", "name": f"{operation} look",
        "startTimeUnixNano": str(10**18 + number * 10**9), "endTimeUnixNano": str(10**18 + number * 10**9 + 10**8),
        "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()],
    }  # fmt: skip


@pytest.fixture
def shown(store, ada):
    """The text of a step's tab."""

    def show(spans, number, tab="state", **query):
        body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode()
        (trace,) = decode([NamedBytes("run.json", body)])
        with store.writing() as work:
            work.runs.add(rows_of(run_of(trace), trace, run_id="run1", workspace="local", source="imported"))
        return " ".join(ada.get(f"/runs/run1/steps/{number}", params={"tab": tab, **query}).text.split())

    return show


CART = {"status": "open", "lines": [{"sku": "TA-1", "quantity": 1}]}
MORE = {"status": "open", "lines": [{"sku": "TA-1", "quantity": 5}]}
RUN = [
    tool(1, cart=(None, CART)),
    tool(2, cart=(CART, MORE), owner=(None, "ada")),
    tool(3),
    tool(4, cart=(MORE, None)),
]


def test_a_key_stands_with_its_value_and_the_step_that_wrote_it(shown):
    text = shown(RUN, 3)
    assert "nothing changed here" in text
    assert (
        '<code>cart</code> <span class="state-by">by <a href="/runs/run1/steps/2?tab=state">step 2</a></span>' in text
    )
    assert "2 writes" in text
    assert '<a href="/runs/run1/steps/1?tab=state">step 1</a> first wrote it' in text


def test_what_changed_here_is_marked_and_told_by_its_fields(shown):
    text = shown(RUN, 2)
    assert "2 changed here" in text
    assert '<code class="field-path">lines[TA-1].quantity</code>' in text
    assert '<del class="diff-left">1</del><ins class="diff-entered">5</ins>' in text


def test_a_removed_key_is_shown_as_removed_with_what_it_was(shown):
    text = shown(RUN, 4)
    assert '<span class="badge">removed</span>' in text
    assert "step 4</a> removed it" in text


def test_a_key_written_anew_after_it_was_removed_says_so(shown):
    again = [*RUN, tool(5, cart=(None, CART))]
    assert "step 5</a> wrote it anew" in shown(again, 5)


def test_state_that_was_not_written_yet_is_not_there(shown):
    text = shown(RUN, 1)
    assert "owner" not in text.split('id="content"')[1]


def test_a_run_without_state_or_memory_says_so_and_how_to_record_it(shown):
    text = shown([tool(1)], 1)
    assert "Up to this step the trace recorded no state." in text
    assert "app.state.delta" in text
    assert "Up to this step the trace recorded no memory access." in text


def test_memory_that_was_read_and_written_is_listed(shown):
    text = shown([tool(1, operation="search_memory"), tool(2, operation="upsert_memory")], 2)
    assert '<a href="/runs/run1/steps/1?tab=state">step 1</a> read' in text
    assert "this step wrote" in text
    assert "likes tea" in text


def test_a_memory_step_that_does_not_tell_what_it_did_used_the_memory():
    from app.pages.replay.state import _did

    assert [_did(name) for name in ("search_memory notes", "MemoryStore.save", "memory")] == ["read", "wrote", "used"]


def test_keys_come_in_pages(shown):
    run = [tool(1, **{f"key{n:03}": (None, n) for n in range(130)})]
    assert '<a href="/runs/run1/steps/1?tab=state&amp;first=61">More keys</a>' in shown(run, 1)
    assert '<a href="/runs/run1/steps/1?tab=state&amp;first=1">Earlier keys</a>' in shown(run, 1, first=61)
    assert "<code>key129</code>" in shown(run, 1, first=121)


def test_writes_that_are_not_shown_are_counted(shown):
    run = [tool(n, count=(n - 1 or None, n)) for n in range(1, 16)]
    assert "3 earlier writes not shown" in shown(run, 15)


def test_the_delta_tells_a_change_of_state_field_by_field(shown):
    text = shown(RUN, 2, tab="delta")
    assert '<code>cart</code> <span class="state-by">changed</span>' in text
    assert '<code class="field-path">lines[TA-1].quantity</code>' in text
    assert '<code>owner</code> <span class="state-by">new</span>' in text
    assert '<span class="state-by">removed</span>' in shown(RUN, 4, tab="delta")
    assert "no change of state at this step" in shown(RUN, 3, tab="delta")


def test_what_an_enclosing_step_will_have_written_is_not_told_while_it_runs(ada):
    form = {"variant": "a", "reveal": "forward"}
    started = ada.post("/scenarios/late-parcel/attempts", data=form, follow_redirects=False)
    address = started.headers["location"].rsplit("/steps/", 1)[0]
    for _ in range(6):
        ada.post(f"{address}/frontier", data={})
    assert late_parcel.WORDS[6] in ada.get(f"{address}/steps/6?tab=state").text
    for number in (4, 5, 6, 7):
        assert late_parcel.RESULT_OF_4 not in ada.get(f"{address}/steps/{number}?tab=state").text
        assert late_parcel.RESULT_OF_4 not in ada.get(f"{address}/steps/{number}").text
