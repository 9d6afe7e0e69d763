"""What is paid for tokens that a cache held, whoever counts them and however: right, or blank."""

import pytest
from spans_by_hand import model, run, span, step, user

from app.assembly.cost import cost_usd
from app.domain.step import StepKind, Usage

CLAUDE = {"request_model": "claude-sonnet-4-5", "provider": "anthropic"}
MINI = {"request_model": "gpt-4o-mini", "provider": "openai"}


NOVEMBER = 1_795_368_131 * 10**9  # 2026


def cost(usage, *, model="claude-sonnet-4-5", provider="anthropic", tier=None, at=0):
    found = cost_usd(provider=provider, model=model, usage=usage, at_ns=at, tier=tier)
    return None if found is None else round(found, 9)


def steps(*readings):
    rows = ((span(f"s{at}", 2 * at, 2 * at + 1), reading) for at, reading in enumerate(readings))
    return run(*rows).steps


def test_more_cached_than_input_was_counted_beside_it():
    (only,) = steps(model(said="b", usage=Usage(4, 767, 29447, cache_write_tokens=2861, beside=False), **CLAUDE))
    assert (only.usage.input_tokens, only.usage.whole_input) == (4, 32312)
    assert only.cost_usd == pytest.approx(4 * 3e-6 + 29447 * 0.3e-6 + 2861 * 3.75e-6 + 767 * 15e-6)


def test_what_is_inside_by_its_convention_is_paid_for_once():
    (only,) = steps(model(said="b", usage=Usage(9000, 100, 5000, cache_write_tokens=3000, beside=False), **CLAUDE))
    assert only.usage.whole_input == 9000
    assert only.cost_usd == pytest.approx(1000 * 3e-6 + 5000 * 0.3e-6 + 3000 * 3.75e-6 + 100 * 15e-6)


def test_nobody_knows_which_leaves_the_cost_blank():
    (only,) = steps(model(said="b", usage=Usage(9000, 100, 5000), **CLAUDE))
    assert (only.usage.input_tokens, only.cost_usd) == (9000, None)


def test_a_provider_that_never_counts_beside_needs_no_proof():
    (only,) = steps(model(usage=Usage(1_000_000, 0, 1_000_000), **MINI))
    assert only.cost_usd == 0.075


def test_one_call_proves_how_its_library_counts_the_others_of_that_provider():
    proof = model(said="a", usage=Usage(4, 767, 29447, cache_write_tokens=2861, beside=True), **CLAUDE)
    doubt = model(said="b", given=(user("b"),), usage=Usage(5000, 10, 3000, beside=False), **CLAUDE)
    other = model(said="c", given=(user("c"),), usage=Usage(5000, 10, 3000), **MINI)
    assert [one.usage.whole_input for one in steps(proof, doubt, other)] == [32312, 8000, 5000]
    assert [one.usage.whole_input for one in steps(doubt, other)] == [5000, 5000]


def test_an_hour_in_the_cache_has_a_price_of_its_own():
    written = Usage(1_000_000, 0, cache_write_tokens=1_000_000, beside=False)
    assert cost(written, model="claude-haiku-4-5") == 1.25
    hour = Usage(1_000_000, 0, cache_write_tokens=1_000_000, hour_write_tokens=1_000_000, beside=False)
    assert cost(hour, model="claude-haiku-4-5") == 2.0


@pytest.mark.parametrize(
    "usage",
    [
        Usage(10, 5, 4, cache_write_tokens=7, beside=False),
        Usage(10, 5, audio_input_tokens=11),
        Usage(10, 5, cache_write_tokens=3, hour_write_tokens=4, beside=False),
        Usage(10, 5, cached_tokens=-1),
        Usage(10, 5, untold=True),
    ],
)
def test_counts_that_do_not_add_up_have_no_price(usage):
    assert cost(usage) is None


def test_tokens_that_the_list_has_no_price_for_leave_the_cost_blank():
    assert cost(Usage(1_000_000, 0), model="gpt-4", provider="openai") == 30
    assert cost(Usage(1_000_000, 0, 500_000), model="gpt-4", provider="openai") is None
    assert cost(Usage(1_000_000, 0, cache_write_tokens=1), model="gpt-4o-mini", provider="openai") is None


def test_audio_is_paid_for_as_audio():
    gemini = {"model": "gemini-2.5-flash", "provider": "gcp.gemini"}
    assert cost(Usage(1_000_000, 0), **gemini) == 0.3
    assert cost(Usage(1_000_000, 0, audio_input_tokens=1_000_000), **gemini) == 1


def test_a_service_tier_has_its_own_price_or_none():
    def price(tier, *, at=NOVEMBER, model="gpt-5.1"):
        return cost(Usage(1_000_000, 0), model=model, provider="openai", tier=tier, at=at)

    assert [price(tier) for tier in (None, "default", "flex", "priority")] == [1.25, 1.25, 0.625, 2.5]
    assert price("flex", at=0) is None
    assert price("priority", model="gpt-4") is None


def test_the_tier_stands_among_the_parameters_of_a_call():
    (only,) = steps(model(said="b", usage=Usage(100, 5), parameters={"service_tier": "nobody's"}, **MINI))
    assert only.cost_usd is None


def test_an_embedding_has_no_output_to_pay_for():
    (only,) = steps(
        step(StepKind.EMBEDDING, request_model="text-embedding-3-small", provider="openai", usage=Usage(1_000_000))
    )
    assert only.cost_usd == 0.02
