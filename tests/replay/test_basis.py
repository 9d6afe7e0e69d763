from dataclasses import replace

import pytest
from runs_at_hand import ANSWER, ASK, CALL, FOUND, SYSTEM, lookup, model, run

from app.domain.message import Message, Text
from app.replay.basis import Basis, Match, bases

OTHER = Message("user", (Text("Cancel my subscription."),))
NEW_PROMPT = Message("system", (Text("You answer for Harbour Books. Refunds within 14 days."),))
SUMMARY = Message("user", (Text("Summary so far: no order was found."),))
ALL = (SYSTEM, ASK, CALL, FOUND, ANSWER, OTHER, NEW_PROMPT, SUMMARY)


def test_the_first_model_step_has_no_basis_and_no_tool_has_one():
    assert bases(lookup()) == {3: Basis(1, Match.PREFIX)}


def test_a_call_whose_context_was_not_recorded_is_compared_with_the_last_of_its_model():
    untold = run(model(1, [ASK], [], model="m"), replace(model(2, [], [], model="m"), context=None), messages=ALL)
    assert bases(untold) == {2: Basis(1, Match.APPROXIMATE)}


def test_calls_without_response_ids_do_not_answer_each_other():
    unnamed = run(
        model(1, [ASK], [], response_id=""), model(2, [OTHER], [], previous_response_id="", model="n"), messages=ALL
    )
    assert bases(unnamed) == {}


def test_a_model_step_continues_the_conversation_that_it_shares_most_of():
    two_talks = run(
        model(1, [SYSTEM, ASK], []),
        model(2, [SYSTEM, OTHER], []),
        model(3, [SYSTEM, ASK, CALL, FOUND], []),
        messages=ALL,
    )
    assert bases(two_talks) == {2: Basis(1, Match.APPROXIMATE), 3: Basis(1, Match.PREFIX)}


def test_of_two_steps_that_share_as_much_the_later_counts():
    again = run(model(1, [ASK, CALL], []), model(2, [ASK, FOUND], []), model(3, [ASK, ANSWER], []), messages=ALL)
    assert bases(again)[3] == Basis(2, Match.PREFIX)


def test_a_changed_system_prompt_does_not_break_the_conversation():
    changed = run(model(1, [SYSTEM, ASK], []), model(2, [NEW_PROMPT, ASK, CALL], []), messages=ALL)
    assert bases(changed) == {2: Basis(1, Match.PREFIX)}


def test_a_response_id_says_more_than_shared_messages():
    by_id = run(
        model(1, [ASK], [], response_id="r1"),
        model(2, [ASK, CALL], [], response_id="r2"),
        model(3, [ASK, CALL, FOUND], [], previous_response_id="r1"),
        messages=ALL,
    )
    assert bases(by_id)[3] == Basis(1, Match.RESPONSE)


def test_an_unknown_response_id_falls_back_to_shared_messages():
    unknown = run(model(1, [ASK], []), model(2, [ASK, CALL], [], previous_response_id="lost"), messages=ALL)
    assert bases(unknown) == {2: Basis(1, Match.PREFIX)}


def test_a_context_that_shares_nothing_is_compared_with_the_last_of_its_lane_and_model_and_says_so():
    compacted = run(
        model(1, [ASK], [], model="m"),
        model(2, [OTHER], [], model="n"),
        model(3, [SUMMARY], [], model="m"),
        messages=ALL,
    )
    assert bases(compacted) == {3: Basis(1, Match.APPROXIMATE)}


def test_another_lane_is_never_the_basis():
    lanes = run(model(1, [ASK], [], lane="planner"), model(2, [ASK, CALL], [], lane="coder"), messages=ALL)
    assert bases(lanes) == {}


def test_a_window_that_dropped_its_oldest_messages_is_compared_with_the_call_before():
    window = run(
        model(1, [SYSTEM, ASK, CALL, FOUND], [ANSWER], model="m"),
        model(2, [SYSTEM, CALL, FOUND, ANSWER], [ANSWER], model="m"),
        model(3, [SYSTEM, ANSWER, FOUND], [ANSWER], model="m"),
        model(4, [SYSTEM, ASK], [ANSWER], model="other"),
    )
    found = bases(window)
    assert found[2] == Basis(1, Match.MOST)
    assert found[3].step == 2


@pytest.mark.parametrize(
    ("kept", "match"),
    [([CALL, ANSWER], Match.APPROXIMATE), ([CALL, FOUND, ANSWER], Match.MOST), ([ANSWER], Match.APPROXIMATE)],
    ids=["exactly half", "two of three", "none"],
)
def test_more_than_half_of_the_messages_make_a_call_surely_the_one_before(kept, match):
    window = run(
        model(1, [SYSTEM, ASK, CALL, FOUND], [], model="m"), model(2, [SYSTEM, *kept], [], model="m"), messages=ALL
    )
    assert bases(window)[2] == Basis(1, match)
