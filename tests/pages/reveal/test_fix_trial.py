"""Try a fix, in words: where a run with a change parts from the one that was read."""

import pytest

from app.pages.reveal.fix_trial import parting
from app.replay.aligned_calls import AlignedCall, AlignedCalls
from app.replay.alignment import AlignmentRow


@pytest.mark.parametrize(
    ("rows", "first", "act", "words", "row"),
    [
        ([AlignmentRow(1, 1)], None, None, "No step differs from the run you read: the change never comes into play.", None),
        ([AlignmentRow(1, 1), AlignmentRow(2, 2, ("result",))], 1, 1, "It parts from the run you read at step 2: result differs.", 2),
        ([AlignmentRow(1, 1, ("result", "error", "state"))], 0, 0,
         "It parts from the run you read at step 1: result, error and state differ.", 1),
        ([AlignmentRow(1, 1), AlignmentRow(2, None)], 1, 1, "It parts from the run you read at step 2: it goes on without this step.", 2),
        ([AlignmentRow(1, 1), AlignmentRow(None, 2)], 1, 1,
         "It parts from the run you read at its step 2: a step that the run you read does not have.", 2),
        ([AlignmentRow(1, 1, ("context",)), AlignmentRow(2, 2, ("context", "decision"))], 0, 1,
         "It is told something else from step 1 on, and first acts otherwise at step 2: context and decision differ.", 2),
        ([AlignmentRow(1, 1, ("context",)), AlignmentRow(2, 2)], 0, None,
         "It is told something else from step 1 on, and acts as before.", 1),
    ],
)  # fmt: skip
def test_a_sentence_says_where_the_runs_part(rows, first, act, words, row):
    found = parting(AlignedCalls(tuple(map(AlignedCall, rows)), first_divergence=first, first_act=act))
    assert (found.words, found.row) == (words, row)
