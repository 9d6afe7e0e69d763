"""A reply that was recorded as several messages is one again."""

from app.domain.message import Message, Reasoning, Text, ToolCall
from app.ingest.split_reply import whole_replies

THOUGHT, DOUBT, WORDS, MORE = Reasoning("Look first."), Reasoning("Or ask?"), Text("I look."), Text("Done.")
FIRST, SECOND = ToolCall("lookup", {"id": 1}, "c1"), ToolCall("lookup", {"id": 2}, "c2")


def said(*parts, role="assistant", name=None, cut=False):
    return Message(role, parts, name, cut=cut)


def replies(*messages):
    return [message.parts for message in whole_replies(messages)]


def test_thoughts_words_and_calls_in_a_row_are_one_reply_and_the_next_words_another():
    items = [said(part) for part in (THOUGHT, DOUBT, WORDS, FIRST, SECOND, MORE)]
    assert replies(*items) == [(THOUGHT, DOUBT, WORDS, FIRST, SECOND), (MORE,)]


def test_thoughts_after_words_or_calls_begin_a_reply():
    assert replies(said(FIRST), said(THOUGHT), said(SECOND)) == [(FIRST,), (THOUGHT, SECOND)]
    assert replies(said(WORDS), said(THOUGHT)) == [(WORDS,), (THOUGHT,)]


def test_what_another_agent_or_role_said_and_what_says_nothing_is_no_part_of_a_reply():
    assert replies(said(WORDS, name="ada"), said(FIRST, name="grace")) == [(WORDS,), (FIRST,)]
    assert replies(said(WORDS, role="user"), said(FIRST)) == [(WORDS,), (FIRST,)]
    assert replies(said(), said(FIRST), said(), said(SECOND)) == [(), (FIRST,), (), (SECOND,)]


def test_a_reply_is_cut_where_its_last_item_is():
    (first,) = whole_replies((said(WORDS, cut=True), said(FIRST)))
    (last,) = whole_replies((said(WORDS), said(FIRST, cut=True)))
    assert (first.cut, last.cut) == (False, True)
