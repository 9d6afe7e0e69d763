"""Turns and calls of the same names and shapes are one repetition, told by the steps up to there alone."""

from dataclasses import replace

import pytest
from runs_at_hand import ASK, SYSTEM, model, run, tool

from app.domain.header import Repetition
from app.domain.message import Message, ToolCall
from app.domain.span import Status
from app.domain.step import StepKind
from app.replay.repetition import repetitions, seen_repetition, shape


def call(item):
    return Message("assistant", (ToolCall("get_price", {"item": item}, f"c{item}"),))


def turns(count, *, first=1):
    """So many turns of a model step and the call that it made."""
    steps, messages = [], []
    for number in range(first, first + 2 * count, 2):
        asked = call(number)
        messages.append(asked)
        steps += [
            model(number, [SYSTEM, ASK], [asked]),
            tool(number + 1, "get_price", turn=number, input={"item": number}),
        ]
    return steps, messages


def test_turns_that_call_the_same_are_one_repetition():
    steps, said = turns(6)
    found = repetitions(run(*steps, messages=(SYSTEM, ASK, *said)), ())
    assert found == dict.fromkeys(range(1, 13), Repetition(1, 12, 2))
    assert found[1].times == 6


def test_fewer_than_five_are_none():
    steps, said = turns(4)
    assert repetitions(run(*steps, messages=(SYSTEM, ASK, *said)), ()) == {}


def test_calls_side_by_side_are_a_repetition_and_their_turn_is_in_none():
    asked = call(1)
    calls = [tool(number, "get_price", turn=1, input={"item": number}) for number in range(2, 9)]
    found = repetitions(run(model(1, [SYSTEM], [asked]), *calls, messages=(SYSTEM, asked)), ())
    assert found == dict.fromkeys(range(2, 9), Repetition(2, 8, 1))


def test_both_steps_of_a_call_are_repeated_together():
    calls = []
    for number in range(1, 11, 2):
        calls.append(tool(number, "look_up", input={"q": "x"}, same_call=number + 1))
        calls.append(replace(tool(number + 1, "policies", same_call=number), kind=StepKind.RETRIEVAL))
    assert set(repetitions(run(*calls), ()).values()) == {Repetition(1, 10, 2)}


@pytest.mark.parametrize(
    "odd",
    [
        {"name": "get_stock"},
        {"input": {"item": 5, "since": "May"}},
        {"input": {"item": "five"}},
        {"lane": "another"},
        {"status": Status.ERROR},
    ],
)
def test_another_name_shape_agent_or_outcome_ends_a_repetition(odd):
    calls = [tool(number, "get_price", input={"item": number}) for number in range(1, 10)]
    calls[5] = replace(calls[5], **odd)
    assert repetitions(run(*calls), ()) == dict.fromkeys(range(1, 6), Repetition(1, 5, 1))


def test_a_turn_with_which_a_user_spoke_is_like_no_other():
    steps, said = turns(9)
    found = repetitions(run(*steps, messages=(SYSTEM, ASK, *said)), {7})
    assert found == dict.fromkeys(range(9, 19), Repetition(9, 18, 2))


def test_model_steps_that_called_nothing_are_not_alike():
    assert repetitions(run(*(model(number, [SYSTEM], [ASK]) for number in range(1, 9))), ()) == {}


def test_a_turn_of_more_than_twenty_steps_is_a_story_of_its_own():
    names = [f"tool_{number}" for number in range(20)]
    steps = []
    for first in range(1, 1 + 5 * 21, 21):
        steps.append(model(first, [SYSTEM], [ASK]))
        steps += [tool(first + place, name, turn=first) for place, name in enumerate(names, 1)]
    assert repetitions(run(*steps), ()) == {}


def test_the_shape_of_a_value_is_its_keys_and_types_three_levels_deep():
    assert shape({"b": [1, 2], "a": {"c": None}}) == (("a", (("c", "NoneType"),)), ("b", (list, "int")))
    assert shape({"a": {"b": {"c": {"d": 1}}}}) == shape({"a": {"b": {"c": {"e": "x"}}}})
    assert shape([]) == (list,)


def seen(number=1, *, frontier=40, running=(), complete=False):
    return seen_repetition(Repetition(1, 20, 2), number, frontier=frontier, running=running, complete=complete)


def test_of_a_repetition_as_much_is_told_as_is_over_at_the_frontier():
    assert seen() == Repetition(1, 20, 2)
    assert seen(frontier=20) == Repetition(1, 18, 2)  # its last turn might go on
    assert seen(frontier=20, complete=True) == Repetition(1, 20, 2)
    assert seen(frontier=12) == Repetition(1, 10, 2)
    assert seen(11, frontier=12) is None
    assert seen(frontier=10) is None


def test_what_still_runs_is_in_no_repetition():
    assert seen(frontier=16, running={15}) == Repetition(1, 14, 2)
    assert seen(frontier=16, running={4}) is None


def test_how_a_repetition_begins_is_told_by_no_later_step():
    """At no frontier does it matter what comes after."""
    steps, said = turns(8)
    other = [*steps[:13], tool(14, "complain", turn=13), tool(15, "complain", turn=13)]
    for frontier in range(1, 14):
        told = []
        for each in (steps, other):
            found = repetitions(run(*each, messages=(SYSTEM, ASK, *said)), ())
            told.append({number: _seen_at(found.get(number), number, frontier) for number in range(1, frontier + 1)})
        assert told[0] == told[1]


def _seen_at(found, number, frontier):
    return found and seen_repetition(found, number, frontier=frontier, running=(), complete=False)
