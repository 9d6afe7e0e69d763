"""What a user said is told at the model step with which it entered, and nothing else is taken for it."""

from dataclasses import replace

from runs_at_hand import ANSWER, ASK, CALL, FOUND, SYSTEM, model, run, tool

from app.domain.message import Message, Text, ToolResult
from app.domain.step import Lane
from app.replay.basis import bases
from app.replay.user_turns import user_turns

AND = Message("user", (Text("**And** order 4712?"),))


def told(*steps, lanes=(), messages=()):
    found = run(*steps, messages=(SYSTEM, ASK, CALL, FOUND, ANSWER, AND, *messages))
    found = replace(found, lanes=lanes)
    return user_turns(found, bases(found))


def user(text):
    return Message("user", (Text(text),))


def test_a_users_words_are_told_where_they_entered_and_only_there():
    assert told(
        model(1, [SYSTEM, ASK], [CALL]),
        tool(2, turn=1, output=[]),
        model(3, [SYSTEM, ASK, CALL, FOUND], [ANSWER]),
        model(4, [SYSTEM, ASK, CALL, FOUND, ANSWER, AND], [ANSWER]),
    ) == {1: ("Where is order 4711?",), 4: ("And order 4712?",)}


def test_a_context_that_lost_its_beginning_tells_nothing_twice():
    assert told(
        model(1, [SYSTEM, ASK, AND, CALL, FOUND], [ANSWER], model="m"),
        model(2, [SYSTEM, AND, CALL, FOUND, ANSWER], [ANSWER], model="m"),
    ) == {1: ("Where is order 4711?", "And order 4712?")}


def test_of_a_history_that_was_there_at_the_beginning_the_latest_three_are_told():
    history = [user(f"Question {number}") for number in range(1, 6)]
    assert told(model(1, history, [ANSWER]), messages=history) == {1: ("Question 3", "Question 4", "Question 5")}


def test_a_long_word_is_cut_and_one_without_text_is_not_told():
    long, empty = user("tell me " * 40), user("  ")
    (words,) = told(model(1, [long, empty], [ANSWER]), messages=(long, empty))[1]
    assert (len(words), words[-1]) == (60, "…")


def test_a_result_in_the_users_role_is_nobodys_turn():
    part = Message("user", (ToolResult([], "c1"), Text("Go on.")))
    observed = user("Observation: 17 parcels are late in Hamburg today")
    short = user("Observation: 17")
    said = user("There are 17 of them")
    found = told(
        model(1, [SYSTEM, ASK], [CALL]),
        tool(2, turn=1, output="17 parcels are late in Hamburg today"),
        tool(3, turn=1, output="17"),
        model(4, [SYSTEM, ASK, part, observed, short, said], [ANSWER]),
        messages=(part, observed, short, said),
    )
    assert found == {1: ("Where is order 4711?",), 4: ("There are 17 of them",)}


def test_what_an_agent_was_asked_by_another_is_its_callers_word():
    lanes = (Lane("", None), Lane("expert", "expert", ""))
    assert told(model(1, [SYSTEM, ASK], [CALL]), model(2, [AND], [ANSWER], lane="expert"), lanes=lanes) == {
        1: ("Where is order 4711?",)
    }
