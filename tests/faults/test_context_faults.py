from app.domain.message import Message, Text, ToolCall, ToolResult
from app.faults.registry import operator

SUMMARY = """Ada wants her money back. Refunds over 200 need approval by a manager.
- Rule: refunds over 200 need approval.
- The parcel was lost. Its approval is pending.
2) The customer is Ada."""


def without(about):
    (part,) = operator("compaction_drops_rule").change((Text(SUMMARY),), about=about)
    return part.text


def test_a_compaction_loses_the_sentences_and_entries_about_the_rule():
    assert without("over 200|pending") == "Ada wants her money back.\n- The parcel was lost.\n2) The customer is Ada."


def test_a_compaction_keeps_everything_that_is_about_something_else():
    assert without("courier") == SUMMARY


def test_a_compaction_leaves_calls_alone():
    call = ToolCall("save", {"note": "over 200"}, "c1")
    assert operator("compaction_drops_rule").change((call,), about="over 200") == (call,)


SYSTEM = Message("system", (Text("Answer in JSON."),))
ASKED = Message("user", (Text("Where is my order?"),))
CALLED = Message("assistant", (ToolCall("get_order", {}, "c1"),))
RESULT = Message("tool", (ToolResult("shipped", "c1"),))
SAID = Message("assistant", (Text("It is on its way."),))


def test_an_overflowing_window_loses_its_oldest_messages_first():
    changed = operator("window_truncation").change((SYSTEM, ASKED, CALLED, RESULT, SAID), keep=3)
    assert changed == (CALLED, RESULT, SAID)


def test_a_result_falls_out_with_its_call():
    assert operator("window_truncation").change((SYSTEM, ASKED, CALLED, RESULT, SAID), keep=2) == (SAID,)
    assert operator("window_truncation").change((CALLED, RESULT), keep=1) == ()


def test_a_window_that_holds_everything_loses_nothing():
    assert operator("window_truncation").change((SYSTEM, ASKED), keep=9) == (SYSTEM, ASKED)
