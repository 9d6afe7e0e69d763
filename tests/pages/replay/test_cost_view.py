"""The cost of a step: what is known of it, and nothing in place of what is not."""

from app.domain.step import Usage
from app.pages.replay.cost import CostColumn, cost_columns
from app.replay.delta import Cost
from app.replay.totals import NOTHING_USED, Totals

USED = Totals(step=2, input_tokens=2592, output_tokens=267, cached_tokens=0, cost_usd=0.0059)


def told(cost, *, running=False):
    return [(column.title, column.step, column.so_far) for column in cost_columns(cost, running=running)]


def test_a_tool_step_tells_its_time_beside_the_tokens_so_far():
    cost = Cost(usage=Usage(), duration_ms=15.0, cost_usd=None, cost_recorded=False, totals=USED)
    assert told(cost) == [
        ("Time", "15 ms", ""),
        ("Tokens in", "", "2,592"),
        ("cached", "", "0"),
        ("Tokens out", "", "267"),
        ("Money", "", "$0.0059"),
    ]


def test_a_trace_without_figures_leaves_the_time():
    cost = Cost(usage=Usage(), duration_ms=15.0, cost_usd=None, cost_recorded=False, totals=NOTHING_USED)
    assert cost_columns(cost, running=False) == (CostColumn(title="Time", step="15 ms"),)
    assert told(cost, running=True) == [("Time", "running", "")]


def test_money_says_whether_it_was_recorded_or_computed():
    usage = Usage(input_tokens=1, output_tokens=2, reasoning_tokens=1, cache_write_tokens=1)
    by_hand = Cost(usage=usage, duration_ms=1.0, cost_usd=0.5, cost_recorded=False, totals=NOTHING_USED)
    written = Cost(usage=usage, duration_ms=1.0, cost_usd=0.5, cost_recorded=True, totals=NOTHING_USED)
    assert cost_columns(by_hand, running=False)[-1].note == "computed"
    assert cost_columns(written, running=False)[-1] == CostColumn(title="Money", step="$0.5000", note="recorded")
    assert ("reasoning", "1", "") in told(written)
    assert ("written to cache", "1", "") in told(written)
