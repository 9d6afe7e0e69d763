"""Token counts and costs that no model call can have are left out; the others are kept."""

import pytest
from spans_by_hand import failed, model, run, span

from app.domain.step import Usage


@pytest.mark.parametrize(
    ("recorded", "kept"),
    [
        (Usage(10**12, 0, 7), Usage(10**12, 0, 7)),
        (Usage(10**12 + 1, 5), Usage(None, 5)),
        (Usage(2**63, -1, 10**40, 3), Usage(None, None, None, 3)),
    ],
)
def test_counts_past_what_a_call_can_have_are_not_told(recorded, kept):
    (only,) = run((span("a", 0, 1), model(said="Hi", usage=recorded))).steps
    assert only.usage == kept


@pytest.mark.parametrize(("recorded", "kept"), [(0.0, 0.0), (1e9, 1e9), (1.1e9, None), (1e308, None), (-0.01, None)])
def test_a_cost_that_no_call_can_have_is_not_told(recorded, kept):
    (only,) = run((span("a", 0, 1), model(said="Hi", cost_usd=recorded))).steps
    assert (only.cost_usd, only.cost_recorded) == (kept, kept is not None)


def test_the_list_price_takes_the_place_of_such_a_cost():
    told = {"said": "Hi", "request_model": "gpt-4o", "usage": Usage(1_000_000, 5)}
    priced, odd = (run((span("a", 0, 1), model(**told, **cost))).steps[0] for cost in ({}, {"cost_usd": 1e308}))
    assert (odd.cost_usd, odd.cost_recorded) == (priced.cost_usd, False)
    assert priced.cost_usd


@pytest.mark.parametrize(
    ("counted", "priced"),
    [
        (Usage(0, 6), False),
        (Usage(25, 0), False),
        (Usage(0, 0), False),
        (Usage(25, 6), True),
        (Usage(0, 6, cache_write_tokens=25, beside=True), True),
    ],
    ids=["of the input", "of the output", "of both", "of neither", "of the input beside a cache"],
)
def test_a_count_of_none_that_no_call_can_have_leaves_the_cost_blank(counted, priced):
    told = {"said": "Hi", "request_model": "claude-sonnet-4-20250514", "provider": "anthropic"}
    (only,) = run((span("a", 0, 1), model(usage=counted, **told))).steps
    assert only.usage == counted
    assert (only.cost_usd is not None) is priced


def test_a_call_that_failed_before_it_said_anything_wrote_no_tokens():
    told = {"request_model": "gpt-4o", "usage": Usage(1_000_000, 0)}
    (only,) = run((span("a", 0, 1), failed(model(**told), "stopped"))).steps
    assert only.cost_usd == 2.5
