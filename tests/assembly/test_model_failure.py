"""A model call that was answered by an error has failed, whatever its span says."""

import pytest
from spans_by_hand import model, run, span, step

from app.domain.step import StepKind, Usage

REFUSED = {"error": {"message": "Rate limit reached", "code": 429}}
IN_WORDS = '{"error": {"message": "Rate limit reached", "type": "rate_limit_error"}}'
WRITTEN = Usage(input_tokens=9, output_tokens=12)


@pytest.mark.parametrize(
    ("reading", "error"),
    [
        (step(StepKind.MODEL, output=REFUSED), "Rate limit reached"),
        (step(StepKind.MODEL, output={"status": "failed", "output": [], **REFUSED}), "Rate limit reached"),
        (model(said=IN_WORDS), "Rate limit reached"),
        (model(finish_reason="error"), "finish reason: error"),
        (model(said="Half a senten", finish_reason="ERROR"), "finish reason: ERROR"),
        (model(said=IN_WORDS, usage=WRITTEN), None),
        (model(said='{"error": "no such order"}'), None),
        (model(said='{"error": {"message": "no such order"}}'), None),
        (model(said="{broken"), None),
        (model(said='{"a":' * 3000), None),
        (model(said="Error: I cannot help with that."), None),
        (model(said="Hello.", finish_reason="stop"), None),
        (step(StepKind.MODEL, output={"id": "r1", "error": None}), None),
    ],
)
def test_a_model_fails_by_a_providers_error_or_by_its_finish_reason(reading, error):
    (only,) = run((span("m", 0, 10), reading)).steps
    assert (only.error, only.failed) == (error, error is not None)


def test_the_same_request_after_such_an_error_is_a_retry():
    found = run((span("one", 0, 10), model(said=IN_WORDS)), (span("two", 20, 30), model(said="Hello.")))
    assert [(one.failed, len(one.attempts)) for one in found.steps] == [(False, 2)]
