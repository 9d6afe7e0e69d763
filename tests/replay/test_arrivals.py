import json

import pytest
from runs_at_hand import ANSWER, ASK, SYSTEM, model, run, step, tool

from app.domain.message import Media, Message, Reasoning, Text, ToolCall, ToolResult
from app.domain.step import StateChange, StepKind
from app.replay.arrivals import LEAST, ArrivalKind, FirstArrival, earlier_arrivals, introduced, is_long, value_key
from app.replay.basis import bases

WORDS = (
    "Unused goods may be returned within 30 days of delivery for a full refund of their value. "
    "The day of delivery is the day of the carrier's final scan; it is not counted."
)
RULE = {"id": "RET-DE/3", "text": WORDS}
LOOK = Message(
    "assistant", (Text("I look up what the policy says of it."), ToolCall("search", {"query": "refund"}, "c1"))
)
SHOWN = Message("tool", (ToolResult({"passages": [RULE]}, "c1", "search"),))
SAID = ArrivalKind.SAID
OUTPUT = ArrivalKind.OUTPUT


def earlier(*steps, messages):
    """What each step names, where nothing still runs."""
    return [{key: came for key, (came, *_) in found.items()} for found in ways(*steps, messages=messages)]


def ways(*steps, messages=(SYSTEM, ASK, ANSWER), closes=None):
    of = run(*steps, messages=messages)
    return earlier_arrivals(of, bases(of), closes or {})


def looked_up(*more, messages=()):
    """Ask, search, go on."""
    return earlier(
        model(1, [SYSTEM, ASK], [LOOK]),
        tool(2, "search", turn=1, input={"query": "refund"}, output={"passages": [RULE]}),
        *more,
        messages=(SYSTEM, ASK, LOOK, SHOWN, ANSWER, *messages),
    )


def test_nothing_came_before_the_step_that_brought_it():
    assert looked_up() == [{}, {}]


def test_what_enters_a_context_came_as_the_words_and_the_result_of_earlier_steps():
    found = looked_up(model(3, [SYSTEM, ASK, LOOK, SHOWN], [ANSWER]))
    assert found[2] == {LOOK.hash: (FirstArrival(1, SAID),), SHOWN.hash: (FirstArrival(2, OUTPUT),)}


def test_a_result_that_a_message_spells_as_json_is_the_same_result():
    spelled = Message("tool", (ToolResult(json.dumps({"passages": [RULE]}, indent=2), "c1", "search"),))
    found = looked_up(model(3, [SYSTEM, ASK, LOOK, spelled], [ANSWER]), messages=(spelled,))
    assert found[2][spelled.hash] == (FirstArrival(2, OUTPUT),)


def test_a_text_under_a_line_that_introduces_it_is_known_and_the_line_is_new():
    notes = Message("assistant", (Text(WORDS),))
    handed_on = Message("user", (Text(f"Summary of the conversation so far:\n\n{WORDS}"),))
    found = earlier(
        model(1, [SYSTEM, ASK], [notes]), model(2, [SYSTEM, handed_on], [ANSWER]),
        messages=(SYSTEM, ASK, notes, handed_on, ANSWER),
    )  # fmt: skip
    assert found[1] == {value_key(WORDS): (FirstArrival(1, SAID),)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"So far:\n\n{WORDS}", ("So far:", WORDS)),
        (f"So far: \n{WORDS}", ("So far:", WORDS)),
        (f"So far\n{WORDS}", None),
        (f"{WORDS}:\n{WORDS}", None),
        ("So far:\nnothing", None),
        (f"\n:{WORDS}", None),
        (WORDS, None),
    ],
)
def test_a_line_introduces_a_text_with_its_colon(text, found):
    assert introduced(text) == found


def test_a_message_of_several_results_names_each_step_that_brought_one():
    both = Message("user", (ToolResult({"passages": [RULE]}, "c1"), ToolResult(WORDS.upper(), "c2")))
    found = looked_up(
        tool(3, "shout", turn=1, output=WORDS.upper()),
        model(4, [SYSTEM, ASK, LOOK, both], [ANSWER]),
        messages=(both,),
    )
    assert found[3][both.hash] == (FirstArrival(2, OUTPUT), FirstArrival(3, OUTPUT))


def test_a_message_with_something_new_in_it_is_new_and_what_it_repeats_is_known():
    more = Message("user", (ToolResult({"passages": [RULE]}, "c1"), Text("Please go on with it.")))
    found = looked_up(model(3, [SYSTEM, ASK, LOOK, more], [ANSWER]), messages=(more,))
    assert found[2] == {
        LOOK.hash: (FirstArrival(1, SAID),),
        value_key({"passages": [RULE]}): (FirstArrival(2, OUTPUT),),
    }


def test_another_tool_called_with_the_same_arguments_is_another_call():
    other = Message(
        "assistant", (Text("I look up what the policy says of it."), ToolCall("find", {"query": "refund"}))
    )
    found = looked_up(model(3, [SYSTEM, ASK, other], [ANSWER]), messages=(other,))
    assert other.hash not in found[2]


def test_a_message_that_both_contexts_hold_is_not_asked_about():
    found = looked_up(
        model(3, [SYSTEM, ASK, LOOK, SHOWN], [ANSWER]), model(4, [SYSTEM, ASK, LOOK, SHOWN, ANSWER], [ANSWER])
    )
    assert SHOWN.hash not in found[3]


def test_a_message_that_another_agent_is_given_again_came_where_it_came_first():
    found = looked_up(
        model(3, [SYSTEM, ASK, LOOK, SHOWN], [ANSWER]), model(4, [SYSTEM, SHOWN, LOOK], [ANSWER], lane="notes")
    )
    assert found[3] == {
        SYSTEM.hash: (FirstArrival(1, ArrivalKind.GIVEN),),
        SHOWN.hash: (FirstArrival(2, OUTPUT),),
        LOOK.hash: (FirstArrival(1, SAID),),
    }


def test_a_short_message_is_read_again_sooner_than_named():
    yes = Message("user", (Text("Yes."),))
    found = looked_up(model(3, [SYSTEM, ASK, LOOK, yes], [yes]), model(4, [yes], [], lane="notes"), messages=(yes,))
    assert found[3] == {}


def test_arguments_came_with_the_call_that_asked_for_them():
    mail = Message("assistant", (ToolCall("send", {"body": WORDS, "to": "maren@example.org"}, "c9"),))
    asked = {"body": WORDS, "to": "maren@example.org"}
    found = earlier(model(1, [SYSTEM], [mail]), tool(2, "send", turn=1, input=asked), messages=(SYSTEM, mail))
    assert found[1] == {value_key(asked): (FirstArrival(1, SAID),)}


def test_a_retrieval_inside_a_tool_finds_what_the_tool_returns_and_what_it_adds_is_new():
    found = looked_up(step(3, StepKind.RETRIEVAL, "policies", output=[{"content": WORDS, "regions": ["DE"]}]))
    assert found[2] == {value_key(WORDS): (FirstArrival(2, OUTPUT, part=True),)}


def test_a_member_of_a_result_that_comes_again_by_itself_is_part_of_it():
    found = looked_up(step(3, StepKind.MEMORY, "search_memory", output=[RULE]))
    assert found[2] == {value_key([RULE]): (FirstArrival(2, OUTPUT, part=True),)}


def test_the_same_result_twice_came_with_the_first():
    found = looked_up(tool(3, "search", output={"passages": [RULE]}), tool(4, "search", output={"passages": [RULE]}))
    assert [found[2], found[3]] == [{value_key({"passages": [RULE]}): (FirstArrival(2, OUTPUT),)}] * 2


def test_a_result_of_a_few_letters_is_read_again():
    found = looked_up(tool(3, "list", output={"count": 0}), tool(4, "list", output={"count": 0}))
    assert found[3] == {}


def test_what_is_written_into_the_state_may_have_come_before():
    found = looked_up(tool(3, "note", output="ok", state=(StateChange(key="rule", before=None, after=RULE),)))
    assert found[2] == {value_key(WORDS): (FirstArrival(2, OUTPUT, part=True),)}


def test_thoughts_and_media_are_known_again_too():
    seen = Message("assistant", (Reasoning(WORDS), Media("image/png", data="QUJD" * 100)))
    found = earlier(model(1, [SYSTEM], [seen]), model(2, [SYSTEM, seen], [ANSWER]), messages=(SYSTEM, seen, ANSWER))
    assert found[1] == {seen.hash: (FirstArrival(1, SAID),)}


def test_every_place_is_before_the_step_that_names_it():
    found = looked_up(
        step(3, StepKind.RETRIEVAL, "policies", output=[RULE]), model(4, [SYSTEM, ASK, LOOK, SHOWN], [ANSWER])
    )
    named = [
        (number, each.step) for number, came in enumerate(found, 1) for all_of in came.values() for each in all_of
    ]
    assert named
    assert all(step < number for number, step in named)


def test_only_what_a_step_brings_at_its_end_is_told_once_it_is_over():
    ends = {kind: FirstArrival(1, kind).at_the_end for kind in ArrivalKind}
    assert ends == {"given": False, "said": True, "asked": False, "output": True}


def test_letters_count_at_any_depth_and_numbers_do_not():
    assert is_long({"a": ["x" * 60, {"b": "x" * 60}]})
    assert not is_long({"a": [10**LEAST, None, True]})


def test_equal_values_have_one_key_and_words_their_own():
    assert value_key('{"a": 1}') == value_key({"a": 1})
    assert value_key("{a: 1}") != value_key({"a": 1})


NESTED = {1: 4}  # step 1 is a tool whose agent takes steps 2 to 4
THERE = {"passages": [RULE]}


def test_what_an_open_tool_will_bring_is_one_way_to_tell_a_text_and_the_step_inside_that_brought_it_the_other():
    found = ways(
        tool(1, "agent", output=THERE),
        tool(2, "search", output=THERE),
        tool(3, "search", output=THERE),
        closes=NESTED,
    )
    whole, outer, inner = value_key(THERE), (FirstArrival(1, OUTPUT),), (FirstArrival(2, OUTPUT),)
    assert found[1][whole] == (outer,)
    assert found[2][whole] == (outer, inner)


@pytest.mark.parametrize("brings", [THERE, [RULE], {"passages": [RULE], "more": WORDS}, "nothing"])
def test_whatever_an_open_tool_will_bring_changes_nothing_of_what_is_told_while_it_runs(brings):
    inner = Message("tool", (ToolResult(THERE, "c1", "search"),))
    both = Message("user", (ToolResult(THERE, "c1"), ToolResult([RULE, RULE], "c2")))
    found = ways(
        tool(1, "agent", output=brings),
        tool(2, "search", output=THERE),
        model(3, [ASK, inner, both], [ANSWER]),
        model(4, [inner, both], [ANSWER], lane="notes"),
        messages=(ASK, inner, both, ANSWER),
        closes=NESTED,
    )
    assert [seen_while_1_runs(each) for each in found[1:]] == [
        {},
        {
            inner.hash: (FirstArrival(2, OUTPUT),),
            value_key(THERE): (FirstArrival(2, OUTPUT),),
            value_key(WORDS): (FirstArrival(2, OUTPUT, part=True),),
        },
        {inner.hash: (FirstArrival(2, OUTPUT),), both.hash: (FirstArrival(3, ArrivalKind.GIVEN),)},
    ]


def seen_while_1_runs(arrivals):
    told = {key: [came for came in each if all(one.step != 1 for one in came)] for key, each in arrivals.items()}
    return {key: came[0] for key, came in told.items() if came}
