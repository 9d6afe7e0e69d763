"""Guardrails and evaluations of the GenAI conventions: what they looked at and what they decided."""

import pytest
from span_tree import log, span, steps_of

OPERATION = "gen_ai.operation.name"


@pytest.mark.parametrize("operation", ["run_guardrail", "apply_guardrail", "guardrail"])
def test_a_guardrail_tells_its_verdict_and_why(operation):
    told = {
        OPERATION: operation,
        "gen_ai.guardrail.component.name": "Email Filter",
        "gen_ai.guardrail.content.input.value": "Write to ada@example.com",
        "gen_ai.guardrail.verdict.type": "deny",
        "gen_ai.guardrail.verdict.reason": "email address detected",
    }
    (step,) = steps_of(span(f"{operation} Email Filter", told))
    assert (str(step["kind"]), step["name"], step["status"]) == ("guardrail", "Email Filter", "unset")
    assert step["input"] == "Write to ada@example.com"
    assert step["output"] == {"verdict.type": "deny", "verdict.reason": "email address detected"}


FOUND = {"gen_ai.guardrail.risk.category": "Hate", "gen_ai.guardrail.risk.score": 2.0}
TEXT = {"gen_ai.guardrail.content.input.value": "You are an idiot."}


def test_what_a_guardrail_found_may_stand_in_its_events_or_log_records():
    guardrail = {OPERATION: "apply_guardrail"}
    records = (log("gen_ai.guardrail.result", FOUND | TEXT), log("something.else", {"level": "info"}))
    events = (("gen_ai.guardrail.result", FOUND | TEXT),)
    for step in (
        *steps_of(span("apply_guardrail", guardrail, logs=records)),
        *steps_of(span("apply_guardrail", guardrail, events=events)),
    ):
        assert step["input"] == "You are an idiot."
        assert step["output"] == [{"risk.category": "Hate", "risk.score": 2.0}]


def test_a_verdict_stands_before_the_findings_that_led_to_it():
    guardrail = {OPERATION: "apply_guardrail", "gen_ai.guardrail.verdict.type": "deny"}
    (step,) = steps_of(span("apply_guardrail", guardrail, logs=(log("gen_ai.guardrail.result", FOUND),)))
    assert step["output"] == {"verdict.type": "deny", "results": [{"risk.category": "Hate", "risk.score": 2.0}]}


@pytest.mark.parametrize("operation", ["evaluate", "evaluation"])
def test_an_evaluation_tells_its_score_and_explanation(operation):
    told = {
        OPERATION: operation,
        "gen_ai.evaluation.name": "Relevance",
        "gen_ai.evaluation.score.value": 0.2,
        "gen_ai.evaluation.score.label": "not_relevant",
        "gen_ai.evaluation.explanation": "It speaks of another order.",
    }
    (step,) = steps_of(span(operation, told))
    assert (str(step["kind"]), step["name"]) == ("evaluation", "Relevance")
    assert step["output"] == {
        "name": "Relevance",
        "score.value": 0.2,
        "score.label": "not_relevant",
        "explanation": "It speaks of another order.",
    }


def test_a_score_that_was_given_to_a_call_later_is_no_part_of_what_it_said():
    score = log("gen_ai.evaluation.result", {"gen_ai.evaluation.name": "Relevance", "error.type": "timeout"})
    (step,) = steps_of(span("chat", {OPERATION: "chat", "gen_ai.request.model": "gpt-4o-mini"}, logs=(score,)))
    assert (str(step["kind"]), step["output"], step["error"]) == ("model", None, None)


def test_a_guardrail_that_decided_nothing_shows_nothing():
    (step,) = steps_of(span("run_guardrail", {OPERATION: "run_guardrail"}))
    assert (step["name"], step["input"], step["output"]) == ("run_guardrail", None, None)


def test_a_guardrail_of_an_agents_kit_is_named_and_says_whether_it_was_triggered():
    attributes = {
        "gen_ai.operation.name": "guardrail_check",
        "gen_ai.guardrail.name": "no homework",
        "gen_ai.guardrail.triggered": True,
    }
    (step,) = steps_of(span("guardrail_check no homework", attributes))
    assert (str(step["kind"]), step["name"], step["output"]) == (
        "guardrail",
        "no homework",
        {"name": "no homework", "triggered": True},
    )
