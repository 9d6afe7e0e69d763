"""The loop in the till, with a model that does what it is told, request by request."""

import pytest
from till import HERE, TILL

from app.assembly.steps import run_of
from app.domain.errors import ScenarioRejected
from app.domain.message import Text, ToolCall
from app.domain.scenario import Player
from app.domain.step import StepKind
from app.faults.operator import Boundary, Operator
from app.ingest.decode import NamedBytes, decode
from app.recorder.arm import RecordingPlan, RunStopped, record_arm
from app.recorder.case import read_case
from app.recorder.fixtures import Fixtures, draw_facts
from app.recorder.injection import Injection, occurrence
from app.recorder.model import ModelRefused, ModelResponse


class Told:
    """A model that gives the answers it was told to give, and remembers what it was asked."""

    player = Player.SCRIPTED

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def complete(self, request, *, agent):
        self.asked.append((agent, request))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return ModelResponse(model="gpt-4.1-2025-04-14", parts=answer, finish_reason="stop")


DONE = (Text("Done."),)
ORDER = ToolCall("get_order", {"order_id": "T-5197"}, "c1")
REFUND = ToolCall("refund", {"order_id": "T-5197", "amount": 62}, "c2")
BUSY = ModelRefused("slow down", status=429, kind="RateLimitError")


def run(*answers, fault=None, **change):
    fixtures = Fixtures(HERE / "worlds" / "till")
    case_file = read_case(fixtures, "damaged")
    facts = draw_facts(fixtures, case_file.case.facts, seed=11, params={})
    plan = RecordingPlan(
        world=TILL, fixtures=fixtures, case_file=case_file, agent="clerk", facts=facts, seed="till/a/11"
    )
    model = Told(*answers)
    arm = record_arm(plan, name="healthy", run="0123456789abcdef", model=model, fault=fault, change=change)
    (trace,) = decode([NamedBytes("run.otlp.jsonl", arm.lines)])
    return model, arm, run_of(trace), trace


def test_the_context_grows_with_calls_and_their_results():
    model, arm, recorded, _ = run((Text("Let me look."), ORDER), DONE)
    first, second, _ = (request for _, request in model.asked)
    assert [message.role for message in first.messages] == ["system", "user"]
    assert first.messages[0].text.startswith(
        "You are the clerk of a small shop. Today is March 3, 2026. The customer is Ines Duarte."
    )
    assert [message.role for message in second.messages] == ["system", "user", "assistant", "tool"]
    assert second.messages[3].parts[0].result == {
        "order_id": "T-5197",
        "customer": "Ines Duarte",
        "total": 62.0,
        "currency": "USD",
    }
    assert [tool.name for tool in first.tools] == ["get_order", "search_rules", "refund"]
    assert arm.ending.answers == ("Done.", "Done.")
    assert [step.kind for step in recorded.steps] == [StepKind.MODEL, StepKind.TOOL, StepKind.MODEL, StepKind.MODEL]


def test_calls_of_one_answer_run_at_the_same_time():
    _, _, recorded, _ = run((ORDER, REFUND), DONE)
    order, refund = recorded.steps[1:3]
    assert order.parallel_group == refund.parallel_group is not None
    assert refund.started_ns < order.ended_ns


def test_a_failed_tool_is_told_to_the_model():
    model, _, recorded, _ = run((ToolCall("get_order", {"order_id": "T-1"}, "c1"),), DONE)
    result = model.asked[1][1].messages[-1].parts[0]
    assert (result.result, result.is_error) == ("NotFound: no order T-1", True)
    assert recorded.steps[1].error == "NotFound: no order T-1"


def test_an_unknown_tool_is_answered_with_those_that_there_are():
    model, _, _, _ = run((ToolCall("cancel", {}, "c1"),), DONE)
    assert (
        model.asked[1][1].messages[-1].parts[0].result
        == "ToolNotFound: there is no tool 'cancel'; there are: get_order, search_rules, refund"
    )


@pytest.mark.parametrize("arguments", [{}, {"order_id": None}, '{"order_id": '])
def test_a_call_without_what_it_needs_is_turned_away(arguments):
    model, _, _, _ = run((ToolCall("get_order", arguments, "c1"),), DONE)
    assert model.asked[1][1].messages[-1].parts[0].result == "ValidationError: missing required arguments: order_id"


def test_a_refused_request_is_repeated_and_folds_into_one_step():
    _, _, recorded, _ = run(BUSY, BUSY, DONE)
    assert len(recorded.steps) == 2
    assert [attempt.error for attempt in recorded.steps[0].attempts[:2]] == [
        "RateLimitError: Error code: 429 - slow down"
    ] * 2
    assert recorded.steps[0].error is None


def test_a_model_that_always_refuses_stops_the_run():
    with pytest.raises(RunStopped, match=r"agents\.clerk: the model refused 3 attempts"):
        run(BUSY)


def test_a_run_that_reaches_its_step_limit_has_no_answer_and_says_why():
    model, arm, _, trace = run((ORDER,), **{"agents.clerk.max_steps": 2})
    assert arm.ending.answers == ("", "")
    assert len(model.asked) == 4
    agents = [span for span in trace.spans if span.name == "invoke_agent clerk"]
    assert agents[0].status_message == "clerk reached its limit of 2 steps"


def test_tokens_are_estimated_from_the_text_and_the_shared_prefix_is_cached():
    _, _, recorded, _ = run((ORDER,), DONE, **{"agents.clerk.prompt_append": "Be kind. " * 400})
    first, _, second, _ = recorded.steps
    assert (first.usage.input_tokens, first.usage.output_tokens, first.usage.cached_tokens) == (1498, 56, 0)
    assert (second.usage.input_tokens, second.usage.output_tokens, second.usage.cached_tokens) == (1626, 24, 1408)


def test_the_services_repeat_what_was_turned_away_for_a_moment():
    _, arm, recorded, trace = run((REFUND,), DONE)
    posts = [span for span in trace.spans if span.name == "POST"]
    assert [span.attributes["http.response.status_code"] for span in posts] == [429, 201]
    assert arm.ending.rows("SELECT amount FROM refunds") == [{"amount": 62.0}]
    assert recorded.steps[1].error is None


def test_memory_is_read_when_a_turn_starts():
    memory = {
        "read": True,
        "table": "orders",
        "key": "{{ order_id }}",
        "query": "SELECT total FROM orders WHERE order_id = ?",
    }
    model, _, recorded, _ = run(DONE, **{"agents.clerk.memory": memory, "agents.clerk.prompt_append": "Remember:"})
    assert recorded.steps[0].kind is StepKind.MEMORY
    assert recorded.steps[0].output == [{"total": 62.0}]
    assert model.asked[0][1].messages[0].text.endswith("\n\nRemember:")


def test_a_long_history_is_summarised_by_its_own_agent():
    notes = {"model": "gpt-4.1-mini", "provider": "openai", "prompt": "prompts/clerk.md"}
    context = {"compact_over": 180, "keep_last": 1, "pin": 1, "summariser": "notes"}
    change = {"agents.notes": notes, "agents.clerk.context": context}
    model, _, recorded, _ = run((ORDER,), (ORDER,), (Text("Looked up the order."),), DONE, **change)
    agents = [agent for agent, _ in model.asked]
    assert agents[:4] == ["clerk", "clerk", "notes", "clerk"]
    asked_to_summarise = model.asked[2][1].messages
    assert asked_to_summarise[-1].text == "Summarise the conversation so far for the agent that will continue it."
    after = model.asked[3][1].messages
    assert [message.role for message in after] == ["system", "user", "user", "assistant", "tool"]
    assert after[2].text == "Summary of the conversation so far:\n\nLooked up the order."
    assert {lane.agent for lane in recorded.lanes} == {"clerk", "notes"}


def test_messages_that_do_not_fit_fall_out_of_the_window():
    model, _, _, _ = run((ORDER,), (ORDER,), DONE, **{"agents.clerk.context.window": 200})
    assert [message.role for message in model.asked[2][1].messages] == ["system", "assistant", "tool"]


def doing(boundary, change, at):
    return Injection(operator=Operator("test", boundary, change), at=occurrence(at), parameters={})


@pytest.mark.parametrize(
    ("boundary", "change", "at", "seen"),
    [
        (Boundary.CONTEXT, lambda messages: messages[1:], "clerk", lambda model, _: model.asked[0][1].messages[0].role == "user"),
        (Boundary.MODEL_REQUEST, lambda asked: {**asked, "model": "gpt-4.1-nano"}, "clerk", lambda model, _: model.asked[0][1].model == "gpt-4.1-nano"),
        (Boundary.MODEL_RESPONSE, lambda _: (REFUND,), "clerk", lambda _, run: run.steps[1].name == "refund"),
        (Boundary.TOOL_DEFINITION, lambda tools: tools[:1], "clerk", lambda model, _: len(model.asked[0][1].tools) == 1),
        (Boundary.TOOL_ARGUMENTS, lambda _: {"order_id": "T-1"}, "get_order", lambda _, run: run.steps[1].input == {"order_id": "T-1"}),
        (Boundary.TOOL_RESULT, lambda _: [], "get_order", lambda _, run: run.steps[1].output == []),
        (Boundary.LOOP, lambda _: {"max_steps": 1}, "clerk", lambda _, run: run.steps[2].error == "StepLimitExceeded: clerk reached its limit of 1 steps"),
        (Boundary.INFRASTRUCTURE, lambda met: {**met, "status": 429}, "chat clerk", lambda _, run: len(run.steps[0].attempts) > 1),
    ],
)  # fmt: skip
def test_a_fault_can_meet_what_crosses_each_boundary_of_the_loop(boundary, change, at, seen):
    model, _, recorded, _ = run((ORDER,), DONE, fault=doing(boundary, change, at))
    assert seen(model, recorded)


def test_a_fault_can_meet_memory():
    memory = {
        "read": True,
        "table": "orders",
        "key": "{{ order_id }}",
        "query": "SELECT total FROM orders WHERE order_id = ?",
    }
    forgets = doing(Boundary.MEMORY_READ, lambda _: [], "orders")
    _, _, recorded, _ = run(DONE, fault=forgets, **{"agents.clerk.memory": memory})
    assert recorded.steps[0].output == []


def test_an_unknown_setting_is_named():
    with pytest.raises(ScenarioRejected, match=r"damaged\.toml: agents\.clerk\.max_stepz"):
        run(DONE, **{"agents.clerk.max_stepz": 3})
