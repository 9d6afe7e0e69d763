from hypothesis import given
from hypothesis import strategies as st

from app.domain.message import Message, Text, ToolCall, ToolResult
from app.domain.step import Context
from app.replay.compaction import compaction
from app.replay.context_diff import MessagePool, context_diff

PROMPT = Message("system", (Text("Be brief."),))
NEW_PROMPT = Message("system", (Text("Be brief. Never guess."),))
ASK = Message("user", (Text("Replace the broken carafe of order DE-2621990, please."),))
WISH = Message("user", (Text("Send it to my sister Ines Brandt, Am Dobben 44, 28203 Bremen."),))
CALL = Message("assistant", (Text("Checking the stock."), ToolCall("check_stock", {"sku": "TA-20014"}, "c1")))
STOCK = Message("tool", (ToolResult("available: 7 in Lille, 2 in Kendal, none in Bremen", "c1"),))
CUT_STOCK = Message("tool", (ToolResult("available: 7 in Lille", "c1"),))
THANKS = Message("assistant", (Text("One moment."),))
SUMMARY = Message("user", (Text("Summary: the broken carafe of order DE-2621990, 7 in Lille. Replace it."),))
LONGER = Message(
    "user", (Text("Summary: the broken carafe of order DE-2621990, 7 in Lille. Replaced, RPL-1, from Lille."),)
)
STORY = Message("user", (Text("Once upon another time there lived four kings."),))
EVERY = (PROMPT, NEW_PROMPT, ASK, WISH, CALL, STOCK, CUT_STOCK, THANKS, SUMMARY, LONGER, STORY)


def compact(before, after, said=(), opening=0):
    pool = MessagePool({item.hash: item for item in EVERY})
    contexts = (Context(messages=tuple(item.hash for item in side)) for side in (before, after))
    return compaction(context_diff(*contexts, pool), said=said, opening=opening)


def messages(placed):
    return [item.message for item in placed]


def test_a_growing_context_is_not_compacted():
    assert compact([PROMPT, ASK], [PROMPT, ASK, CALL, STOCK], said=[CALL], opening=1) is None


def test_several_messages_became_one_and_the_conversation_that_goes_on_is_no_part_of_it():
    found = compact([PROMPT, ASK, THANKS, WISH], [PROMPT, SUMMARY, CALL, STOCK], said=[CALL], opening=1)
    assert messages(found.gone) == [ASK, THANKS, WISH]
    assert messages(found.became) == [SUMMARY]
    assert (found.gone_size, found.became_size) == (126, 71)
    assert found.derived
    assert found.oldest


def test_what_the_model_said_last_enters_and_replaces_nothing():
    found = compact([ASK, WISH], [SUMMARY, THANKS, STORY], said=[THANKS])
    assert messages(found.became) == [SUMMARY]


def test_a_summary_that_takes_an_earlier_one_up_stands_for_it_too():
    found = compact([SUMMARY, CALL, STOCK], [LONGER], said=[])
    assert messages(found.gone) == [SUMMARY, CALL, STOCK]
    assert messages(found.became) == [LONGER]


def test_the_oldest_messages_dropped_leave_nothing_in_their_place():
    found = compact([PROMPT, ASK, WISH, CALL, STOCK], [PROMPT, CALL, STOCK, THANKS], said=[THANKS], opening=1)
    assert messages(found.gone) == [ASK, WISH]
    assert found.became == ()
    assert found.oldest
    assert not found.derived


def test_messages_dropped_from_the_middle_are_not_the_oldest():
    assert not compact([PROMPT, ASK, WISH, CALL], [PROMPT, ASK, CALL], opening=1).oldest


def test_a_new_question_at_the_end_does_not_stand_for_what_was_dropped_at_the_beginning():
    assert compact([ASK, CALL, STOCK], [CALL, STOCK, STORY]).became == ()


def test_other_content_in_the_place_of_messages_is_not_made_of_them():
    found = compact([ASK, WISH], [STORY])
    assert messages(found.became) == [STORY]
    assert not found.derived


def test_a_result_that_was_cut_is_shortened():
    found = compact([ASK, CALL, STOCK], [ASK, CALL, CUT_STOCK])
    assert found.gone == ()
    assert [item.after.message for item in found.shortened] == [CUT_STOCK]
    assert found.shortened_sizes == (50, 21)
    assert messages(found.removed) == [STOCK]


def test_a_result_cut_while_messages_are_dropped_is_both():
    found = compact([ASK, WISH, CALL, STOCK], [CALL, CUT_STOCK])
    assert messages(found.gone) == [ASK, WISH]
    assert messages(found.removed) == [ASK, WISH, STOCK]


def test_a_message_cut_next_to_dropped_ones_is_shortened_and_stands_for_nothing_else():
    short = Message("user", (Text("Replace the broken carafe"),))
    pool = MessagePool({item.hash: item for item in (*EVERY, short)})
    before, after = (Context(messages=tuple(m.hash for m in side)) for side in ([ASK, THANKS], [short]))
    found = compaction(context_diff(before, after, pool), said=(), opening=0)
    assert messages(found.gone) == [THANKS]
    assert found.became == ()
    assert [item.after.message for item in found.shortened] == [short]


def test_a_changed_prompt_is_no_compaction():
    assert compact([PROMPT, ASK], [NEW_PROMPT, ASK], opening=1) is None


def test_a_prompt_that_left_or_came_is_no_part_of_one():
    assert compact([PROMPT, ASK], [ASK], opening=1) is None
    assert compact([ASK, WISH], [PROMPT, SUMMARY]).became[0].message is SUMMARY


@given(st.lists(st.sampled_from(EVERY), max_size=7), st.lists(st.sampled_from(EVERY), max_size=7))
def test_nothing_is_gone_that_was_not_there_and_nothing_stands_that_did_not_enter(before, after):
    found = compact(before, after)
    if found is None:
        return
    assert all(before[item.place - 1] == item.message for item in found.removed)
    assert all(after[item.place - 1] == item.message for item in found.became)
    assert len({item.place for item in found.removed}) == len(found.removed)
    assert found.gone or found.shortened
    assert not found.derived or found.became


@given(st.lists(st.sampled_from(EVERY), max_size=7))
def test_a_context_is_no_compaction_of_itself(context):
    assert compact(context, context) is None
