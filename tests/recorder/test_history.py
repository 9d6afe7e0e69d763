import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.message import Message, Text, ToolCall, ToolResult
from app.recorder.configuration import ContextOptions
from app.recorder.history import compacted, windowed
from app.recorder.tokens import message_tokens

USER = Message("user", (Text("Where is my order?"),))
CALL = Message("assistant", (ToolCall("get_order", {"id": "A-1"}, "c1"), ToolCall("get_order", {"id": "A-2"}, "c2")))
FIRST = Message("tool", (ToolResult("shipped", "c1"),))
SECOND = Message("tool", (ToolResult("lost", "c2"),))
SAID = Message("assistant", (Text("One is lost."),))


def never(_):
    pytest.fail("nothing had to be summarised")


def test_a_short_history_stays_as_it_is():
    assert compacted([USER, CALL, FIRST], ContextOptions(compact_over=1000), summarise=never) == [USER, CALL, FIRST]
    assert compacted([USER, CALL, FIRST], ContextOptions(), summarise=never) == [USER, CALL, FIRST]


def test_older_messages_are_replaced_by_their_summary():
    seen = []
    options = ContextOptions(compact_over=10, keep_last=1, summariser="notes")
    after = compacted(
        [USER, CALL, FIRST, SECOND, SAID], options, summarise=lambda old: seen.extend(old) or "Two orders."
    )
    assert seen == [USER, CALL, FIRST, SECOND]
    assert after == [Message("user", (Text("Summary of the conversation so far:\n\nTwo orders."),)), SAID]


def test_pinned_messages_are_never_summarised():
    options = ContextOptions(compact_over=10, keep_last=1, pin=1, summariser="notes")
    after = compacted([USER, CALL, FIRST, SECOND, SAID], options, summarise=lambda _: "Two orders.")
    assert (after[0], len(after), after[-1]) == (USER, 3, SAID)


def test_what_users_said_can_stay_beside_the_summary_but_no_summary_does():
    options = ContextOptions(compact_over=10, keep_last=1, keep_users=True, summariser="notes")
    once = compacted([USER, CALL, FIRST, SECOND, SAID], options, summarise=lambda _: "Two orders.")
    again = compacted([*once, SAID], options, summarise=lambda _: "Still two orders.")
    assert [message.text for message in again] == [
        "Where is my order?",
        "Summary of the conversation so far:\n\nStill two orders.",
        "One is lost.",
    ]


def test_a_call_is_never_parted_from_its_results():
    options = ContextOptions(compact_over=10, keep_last=2, summariser="notes")
    after = compacted([USER, SAID, CALL, FIRST, SECOND, SAID], options, summarise=lambda _: "Two orders.")
    assert after[1:] == [CALL, FIRST, SECOND, SAID]


def test_one_message_alone_is_not_worth_a_summary():
    options = ContextOptions(compact_over=10, keep_last=3, pin=1)
    assert compacted([USER, SAID, SAID, SAID, SAID], options, summarise=never) == [USER, SAID, SAID, SAID, SAID]


TURNS = st.lists(st.sampled_from([[USER], [CALL, FIRST, SECOND], [SAID]]), min_size=1, max_size=12)


@given(turns=TURNS, window=st.integers(1, 200))
def test_a_window_holds_the_latest_messages_that_fit_and_no_orphaned_result(turns, window):
    messages = [message for turn in turns for message in turn]
    kept = windowed(messages, ContextOptions(window=window))
    assert kept == messages[len(messages) - len(kept) :]
    assert not kept or kept[0].role != "tool"
    assert len(kept) <= 1 or sum(map(message_tokens, kept)) <= window
