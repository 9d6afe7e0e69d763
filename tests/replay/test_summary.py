from delta_inputs import delta_inputs
from runs_at_hand import ASK, CALL, SYSTEM, lookup, model, run, step, tool

from app.domain.message import Message, Text, ToolCall, ToolDefinition
from app.domain.step import StateChange, StepKind
from app.replay.delta import delta
from app.replay.step_relations import step_relations
from app.replay.summary import call_text, size, summary

MANY = Message("assistant", tuple(ToolCall(name, None) for name in ("a", "b", "c", "d", "e")))
SILENT = Message("assistant", ())
FIND, SEARCH = ToolDefinition("find"), ToolDefinition("search")
SHORTER = Message("system", (Text("You answer."),))


def sentence(of, number, frontier=None):
    around = delta_inputs(of, step_relations(of)[number - 1], frontier=frontier or len(of.steps))
    return summary(delta(of.steps[number - 1], around))


def test_a_model_step_that_called_a_tool():
    assert (
        sentence(lookup(), 1)
        == "Context +2 messages; the model called `search_orders(id=4711)`; an empty result came back."
    )


def test_a_model_step_that_answered():
    assert sentence(lookup(), 3) == "Context +2 messages (+40 tokens); the model answered in 23 characters."


def test_one_character_is_no_characters():
    short = Message("assistant", (Text("4"),))
    one = run(model(1, [ASK], [short], tokens=9), messages=(ASK, short))
    assert sentence(one, 1) == "Context +1 message; the model answered in 1 character."


def test_a_tool_step():
    assert sentence(lookup(), 2) == "Tool `search_orders`, asked for by step 1, ran; an empty result came back."


def test_what_left_and_changed_is_said_as_loudly():
    lost = run(
        model(1, [SYSTEM, ASK, CALL], [CALL], tokens=1500),
        model(2, [SHORTER, ASK], [SILENT], tokens=260),
        messages=(SYSTEM, SHORTER, ASK, CALL, SILENT),
    )
    assert sentence(lost, 2) == "Context −1 message (−1,240 tokens); 1 message changed; the model said nothing."


def test_an_unchanged_context_is_called_so():
    again = run(model(1, [ASK], [SILENT]), model(2, [ASK], [SILENT]), messages=(ASK, SILENT))
    assert sentence(again, 2) == "Context unchanged; the model said nothing."


def test_messages_that_gave_way_to_fewer_are_called_condensed():
    told = Message("user", (Text("Summary: order 4711 is asked for."),))
    before = Message("user", (Text("Is there news of order 4711?"),))
    after = Message("user", (Text("I asked for order 4711."),))
    condensed = run(
        model(1, [SYSTEM, before, after], [SILENT], tokens=900),
        model(2, [SYSTEM, told, CALL], [SILENT], tokens=400),
        messages=(SYSTEM, before, after, told, CALL, SILENT),
    )
    start = "Context condensed, 2 messages became 1, +1 message (−500 tokens); the model"
    assert sentence(condensed, 2).startswith(start)


def test_a_context_that_was_only_edited_says_what_was():
    edited = run(
        model(1, [SYSTEM, ASK, CALL], [SILENT], tools=[FIND], parameters={"seed": 1}),
        model(2, [SHORTER, CALL, ASK], [SILENT], tools=[SEARCH], parameters={"seed": 2}),
        messages=(SYSTEM, SHORTER, ASK, CALL, SILENT),
        tools=(FIND, SEARCH),
    )
    assert sentence(edited, 2) == (
        "Context: 1 message changed, 1 message moved, 2 tools on offer changed, 1 parameter changed;"
        " the model said nothing."
    )


def test_many_calls_are_cut_short():
    many = run(model(1, [], [MANY]), messages=(MANY,))
    assert sentence(many, 1) == "Context unchanged; the model called `a()`, `b()`, `c()` and 2 more."


def test_several_results_name_their_tools():
    both = run(
        model(1, [], [MANY]),
        tool(2, "a", turn=1, output=[1]),
        tool(3, "b", turn=1, error="timeout"),
        messages=(MANY,),
    )
    assert sentence(both, 1).endswith("and 2 more; 1 row came back from `a`; an error came back from `b`.")


def test_what_is_not_revealed_is_called_so():
    assert sentence(lookup(), 1, frontier=1).endswith("what came back is not revealed yet.")


def test_a_change_of_state_is_counted():
    changes = (StateChange(key="a", before=1, after=2), StateChange(key="b", before=None, after=2))
    assert (
        sentence(run(step(1, StepKind.MEMORY, "write", state=changes)), 1)
        == "Memory `write` ran; nothing came back; 2 keys of state changed."
    )


def test_sizes_are_in_the_unit_a_person_would_count():
    assert size(None) == "nothing"
    assert size("") == size({}) == size([]) == "an empty result"
    assert size("shipped") == "“shipped”"
    assert size("x" * 1200) == "1,200 characters"
    assert size([1, 2]) == "2 rows"
    assert size({"ok": True, "rows": [{"id": 1}]}) == "1 row"
    assert size({"count": 0, "refunds": []}) == "0 rows"
    assert size({"rows": ["a", "b"]}) == "2 rows"
    assert size({"ok": True}) == '{"ok":true}'
    assert size({"text": "x" * 100}) == "an object of 1 key"
    assert size({"a": [1], "b": [2], "text": "x" * 100}) == "an object of 3 keys"
    assert size(12.5) == "12.5"


def test_a_list_of_labels_in_a_receipt_is_not_what_came_back():
    receipt = {"case_id": "TA-77131", "status": "saved", "visible_to": ["agents", "team-leads"]}
    assert size(receipt) == "an object of 3 keys"


def test_a_long_record_is_not_the_one_list_in_it():
    order = {"id": "DE-2614382", "customer": "C-448120", "placed": "2026-10-01T18:22:40Z", "status": "delivered"}
    money = {"currency": "EUR", "subtotal": "59.00", "total": "63.90"}
    assert size({**order, **money, "discounts": []}) == "an object of 8 keys"


def test_calls_beside_each_other_share_the_line():
    grade, loss = {"query": "warehouse inspection grade, loss of value"}, {"query": "what is lost by a late return"}
    both = Message("assistant", (ToolCall("search", grade), ToolCall("search", loss)))
    assert sentence(run(model(1, [], [both]), messages=(both,)), 1) == (
        'Context unchanged; the model called `search(query="warehouse inspection grade, loss of v…")`, '
        '`search(query="what is lost by a late return")`.'
    )


def test_a_call_shows_its_arguments_as_far_as_a_line_can_hold_them():
    assert call_text(ToolCall("find", {"text": "x" * 90, "n": 1})) == 'find(text="' + "x" * 27 + '…", n=1)'
    assert call_text(ToolCall("find", "not json")) == 'find("not json")'
    assert call_text(ToolCall("find", {})) == "find()"
