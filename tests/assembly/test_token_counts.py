"""Token counts that no model call can have are left out; the others are kept."""

import pytest
from spans_by_hand import model, run, span

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
