import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs_at_hand import tool

from app.domain.message import Message, Text, ToolResult
from app.replay.context_diff import PlacedMessage
from app.replay.shortfall import Shortfall, shortfalls

LONG = "The quick brown fox jumps over the lazy dog. " * 40


def found(shown, returned, *, call_id="c1"):
    message = Message("tool", (Text("Here:"), ToolResult(shown, call_id)))
    return shortfalls([PlacedMessage(5, message)], [tool(4, call_id="c1", output=returned), tool(3, output="x")])


@pytest.mark.parametrize("shown", [LONG[:900], LONG[:900] + "\n[truncated: 900 of 1,800 characters]"])
def test_the_beginning_of_a_result_with_or_without_a_marker_is_less_than_came_back(shown):
    assert found(shown, LONG) == (Shortfall(5, 4, len(shown), 1800),)


def test_the_layout_of_json_is_no_difference():
    rows = {"rows": [{"id": number} for number in range(40)]}
    assert found(rows, rows) == ()
    assert found('{"rows": [{"id": 0}, {"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}, {"id": 5', rows)[0].step == 4


@pytest.mark.parametrize(
    ("shown", "returned", "call_id"),
    [
        (LONG, LONG, "c1"),
        ("Something else altogether, and quite long too.", LONG, "c1"),
        (LONG[:900], LONG, "c2"),
        (LONG[:900], None, "c1"),
        ("The", LONG, "c1"),
        (LONG + "more", LONG, "c1"),
    ],
)
def test_a_result_shown_whole_or_in_other_words_or_too_short_to_tell_is_none(shown, returned, call_id):
    assert found(shown, returned, call_id=call_id) == ()


@given(st.text(min_size=100, max_size=300), st.integers(0, 400))
def test_what_is_told_is_always_less_than_came_back(whole, length):
    for each in found(whole[:length], whole):
        assert each.shown < each.returned == len(whole)
