"""The token counts of a step, as the JSON routes tell them."""

from spans_by_hand import model, run, span

from app.api.attempt_json import usage_json
from app.domain.step import Usage


def usage_of_step(usage):
    (step,) = run((span("a", 0, 1), model(said="b", usage=usage))).steps
    return usage_json(step.usage)


def test_four_counts_are_always_there_and_the_finer_ones_where_they_are_told():
    known = {"input_tokens": 9, "output_tokens": 2, "cached_tokens": None, "reasoning_tokens": None}
    assert usage_of_step(Usage(9, 2)) == known
    assert usage_of_step(Usage(9, 2, cache_write_tokens=0, beside=True)) == known | {"cache_write_tokens": 0}
