from hypothesis import given
from hypothesis import strategies as st

from app.domain.message import Media, Message, Reasoning, Text, ToolCall, ToolDefinition, ToolResult
from app.domain.step import Context
from app.replay.context_diff import MessagePool, ParameterChange, context_diff, size_of, spoken

TASK = Message("user", (Text("Refund order 4711 if the policy allows it."),))
LONG = Message("tool", (ToolResult("policy: refunds within 30 days of delivery, opened books excluded", "c1"),))
SHORT = Message("tool", (ToolResult("policy: refunds within 30 days", "c1"),))
PLAN = Message("assistant", (Text("I will read the policy first."),))
PROMPT = Message("system", (Text("Be brief."),))
OTHER_PROMPT = Message("system", (Text("Offer vouchers."),))
TICKET = Message("user", (Text("Summary of eleven earlier turns."),))
EVERY = (TASK, LONG, SHORT, PLAN, PROMPT, OTHER_PROMPT, TICKET)


def compare(before, after, **more):
    pool = MessagePool({item.hash: item for item in (*EVERY, *before, *after)}, more.pop("tools", {}))
    one, other = more.pop("given", ({}, {}))
    return context_diff(
        Context(messages=tuple(item.hash for item in before), **one),
        Context(messages=tuple(item.hash for item in after), **other),
        pool,
    )


def test_new_messages_entered_at_their_places_and_the_rest_is_unchanged():
    diff = compare([PROMPT, TASK], [PROMPT, TASK, PLAN, LONG])
    assert [(item.place, item.message) for item in diff.entered] == [(3, PLAN), (4, LONG)]
    assert diff.unchanged == 2
    assert diff.lost_nothing


def test_a_dropped_message_left_from_its_old_place():
    diff = compare([PROMPT, TASK, PLAN], [PROMPT, PLAN])
    assert [(item.place, item.message) for item in diff.left] == [(2, TASK)]
    assert not diff.lost_nothing


def test_a_truncated_result_is_a_shortened_message():
    (changed,) = compare([TASK, LONG, PLAN], [TASK, SHORT, PLAN]).changed
    assert (changed.before.message, changed.after.message) == (LONG, SHORT)
    assert changed.shortened
    assert not changed.system


def test_a_rewritten_system_prompt_is_a_change_whatever_its_words():
    (changed,) = compare([PROMPT, TASK], [OTHER_PROMPT, TASK]).changed
    assert changed.system
    assert not changed.shortened


def test_a_summary_in_place_of_what_was_said_left_and_entered():
    diff = compare([TASK, PLAN, LONG], [TICKET])
    assert [item.message for item in diff.left] == [TASK, PLAN, LONG]
    assert [item.message for item in diff.entered] == [TICKET]


def test_text_of_mostly_the_same_words_is_a_change():
    reworded = Message("user", (Text("Refund order 4712 if the policy allows it, please."),))
    (changed,) = compare([TASK], [reworded]).changed
    assert changed.after.message == reworded


def test_a_result_of_another_call_is_not_a_change_of_this_one():
    other = Message("tool", (ToolResult("policy: refunds within 30 days of delivery, opened books excluded", "c2"),))
    diff = compare([LONG], [other])
    assert diff.changed == ()
    assert len(diff.left) == len(diff.entered) == 1


def test_what_another_tool_brought_is_not_a_change_though_it_reads_alike_and_nobody_gave_ids():
    stock, price = (
        Message("tool", (ToolResult({"sku": "A-1", "store": 5}, name=name),)) for name in ("stock", "price")
    )
    diff = compare([stock], [price])
    assert ([item.message for item in diff.left], [item.message for item in diff.entered]) == ([stock], [price])
    renamed = Message("tool", (ToolResult({"sku": "A-1", "store": 6}),))
    assert compare([stock], [renamed]).changed != ()


def test_a_message_at_another_place_has_moved():
    diff = compare([TASK, PLAN, LONG], [PLAN, LONG, TASK])
    (moved,) = diff.moved
    assert (moved.message, moved.before, moved.after) == (TASK, 1, 3)
    assert diff.entered == diff.left == ()


def test_in_a_wholly_rewritten_context_messages_are_not_paired_by_words():
    before = [Message("user", (Text(f"the order {i} is late"),)) for i in range(101)]
    after = [Message("user", (Text(f"the order {i} is lost"),)) for i in range(101)]
    assert compare(before, after).changed == ()


def test_tools_that_came_went_and_changed_their_schema_are_told_apart():
    old, new = ToolDefinition("refund", "cents"), ToolDefinition("refund", "minor units")
    gone, kept, fresh = ToolDefinition("track"), ToolDefinition("search"), ToolDefinition("escalate")
    tools = {tool.hash: tool for tool in (old, new, gone, kept, fresh)}
    given_ = ({"tools": (old.hash, gone.hash, kept.hash)}, {"tools": (new.hash, kept.hash, fresh.hash)})
    diff = compare([], [], tools=tools, given=given_)
    assert diff.tools_entered == (fresh,)
    assert diff.tools_left == (gone,)
    assert [(change.before, change.after) for change in diff.tools_changed] == [(old, new)]


def test_a_parameter_is_shown_before_and_after():
    diff = compare(
        [], [], given=({"parameters": {"temperature": 0, "seed": 1}}, {"parameters": {"temperature": 1, "seed": 1}})
    )
    assert diff.parameters == (ParameterChange("temperature", 0, 1),)


def test_the_size_of_a_message_is_what_a_reader_would_count():
    message = Message(
        "assistant", (Text("four"), Reasoning("hm"), ToolCall("x", {"a": 1}), Media("image/png", data="AAAA"))
    )
    assert spoken(message) == ["four", "hm", '{"a":1}', "AAAA"]
    assert size_of(message) == 17


def test_media_without_content_counts_as_null():
    assert spoken(Message("user", (Media("image/png"),))) == ["null"]


@given(st.lists(st.sampled_from(EVERY), max_size=8), st.lists(st.sampled_from(EVERY), max_size=8))
def test_every_message_is_accounted_for_exactly_once(before, after):
    diff = compare(before, after)
    paired = len(diff.changed) + len(diff.moved) + diff.unchanged
    assert len(diff.left) + paired == len(before)
    assert len(diff.entered) + paired == len(after)


@given(st.lists(st.sampled_from(EVERY), max_size=8))
def test_a_context_against_itself_changes_nothing(messages):
    diff = compare(messages, messages)
    assert diff.lost_nothing
    assert diff.entered == ()
    assert diff.unchanged == len(messages)
