from dataclasses import replace

from delta_inputs import delta_inputs
from runs_at_hand import ANSWER, ASK, CALL, FOUND, SYSTEM, lookup, model, run, step, tool

from app.domain.message import Message, Reasoning, Text, ToolCall
from app.domain.span import Status
from app.domain.step import Container, StateChange, StepKind, Usage
from app.replay.basis import Match
from app.replay.delta import delta
from app.replay.step_relations import step_relations

THOUGHT = Message(
    "assistant", (Reasoning("The id is given."), Text("One moment."), ToolCall("search_orders", {"id": 4711}, "c1"))
)


def read(of, number, frontier=None):
    relations = step_relations(of)[number - 1]
    around = delta_inputs(of, relations, frontier=len(of.steps) if frontier is None else frontier)
    return delta(of.steps[number - 1], around)


def test_everything_enters_the_first_context():
    first = read(lookup(), 1)
    assert [item.message for item in first.context.entered] == [SYSTEM, ASK]
    assert first.basis is None


def test_a_model_step_shows_what_was_added_since_its_basis_and_for_how_many_tokens():
    answer = read(lookup(), 3)
    assert [item.message for item in answer.context.entered] == [CALL, FOUND]
    assert (answer.basis.step, answer.basis.match) == (1, Match.PREFIX)
    assert answer.cost.more_tokens == 40


def test_a_model_step_shows_its_decision_and_what_came_back_for_it():
    asked = read(lookup(), 1)
    assert asked.decided.calls == CALL.calls
    assert [(back.step, back.name, back.output) for back in asked.came_back] == [(2, "search_orders", [])]


def test_thinking_and_words_are_told_apart():
    spoken = run(model(1, [ASK], [THOUGHT], finish_reason="tool_use"), messages=(ASK, THOUGHT))
    decided = read(spoken, 1).decided
    assert (decided.text, decided.reasoning, decided.finish_reason) == ("One moment.", "The id is given.", "tool_use")


def test_a_result_past_the_frontier_is_awaited_and_not_shown():
    asked = read(lookup(), 1, frontier=1)
    assert asked.came_back == ()
    assert asked.awaiting


def test_nothing_is_awaited_once_every_call_is_answered():
    assert not read(lookup(), 1, frontier=2).awaiting


def test_nothing_is_awaited_once_a_step_of_another_turn_is_revealed():
    twice = replace(CALL, parts=(*CALL.parts, ToolCall("search_orders", {"id": 4712}, "c2")))
    lost = run(
        model(1, [ASK], [twice]),
        tool(2, turn=1),
        model(3, [ASK], [ANSWER]),
        tool(4, turn=3),
        messages=(ASK, twice, ANSWER),
    )
    assert read(lost, 1, frontier=2).awaiting
    assert not read(lost, 1, frontier=3).awaiting


def test_a_model_that_called_nothing_awaits_nothing():
    answered = run(model(1, [ASK], [ANSWER]), model(2, [ASK], [ANSWER]))
    assert not read(answered, 1, frontier=1).awaiting


def test_a_tool_step_shows_who_asked_what_it_was_given_and_what_came_back():
    found = read(lookup(), 2)
    assert (found.asked_by, found.asked) == (1, {"id": 4711})
    (back,) = found.came_back
    assert (back.output, back.error) == ([], None)
    assert found.context is None
    assert found.decided is None


def test_a_step_that_nobody_asked_for_says_nobody():
    assert read(run(step(1, StepKind.GUARDRAIL, "check")), 1).asked_by is None


def test_a_step_that_encloses_later_ones_is_awaited_until_a_step_after_the_last_of_them():
    sub = Container(id="sub", name="sub", agent="sub", parent=f"{1:016x}", first=2, last=3, status=Status.OK)
    nested = run(tool(1, "research", output="done"), tool(2), tool(3), tool(4), containers=(sub,))
    assert read(nested, 1, frontier=2).awaiting
    assert read(nested, 1, frontier=2).came_back == ()
    assert read(nested, 1, frontier=3).awaiting  # the last step inside does not tell that it was the last
    assert read(nested, 1, frontier=4).came_back[0].output == "done"


def test_messages_sent_by_reference_have_not_left():
    follow = run(
        model(1, [SYSTEM, ASK], [CALL], response_id="r1"),
        model(2, [FOUND], [ANSWER], previous_response_id="r1", partial=True),
    )
    second = read(follow, 2)
    assert second.by_reference
    assert [item.message for item in second.context.entered] == [FOUND]
    assert second.context.lost_nothing


def test_a_basis_that_recorded_no_context_counts_as_none():
    bare = step(1, StepKind.MODEL, "chat", turn=1, model="m")
    first = read(run(bare, model(2, [ASK], [ANSWER], model="m")), 2)
    assert first.basis.match is Match.APPROXIMATE
    assert [item.message for item in first.context.entered] == [ASK]


def test_a_model_step_without_a_recorded_context_has_an_empty_one():
    assert read(run(step(1, StepKind.MODEL, "chat", turn=1)), 1).context.entered == ()


def test_totals_add_up_to_the_step_and_not_past_it():
    counted = run(
        tool(1, status=Status.ERROR),
        tool(2, usage=Usage(10, 2, 4), cost_usd=0.5),
        tool(3, usage=Usage(20, None, None), cost_usd=0.25),
        tool(4, usage=Usage(400, 400, 400), cost_usd=4.0),
    )
    totals = read(counted, 3).cost.totals
    assert (totals.step, totals.input_tokens, totals.output_tokens, totals.cached_tokens) == (3, 30, 2, 4)
    assert (totals.cost_usd, totals.errors) == (0.75, 1)
    assert read(counted, 1).cost.totals.input_tokens is None


def test_a_change_of_state_is_passed_on():
    change = StateChange(key="refunded", before=False, after=True)
    assert read(run(tool(1, state=(change,))), 1).state == (change,)
