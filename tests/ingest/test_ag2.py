"""AG2's span types."""

from span_tree import span, steps_of


def test_who_speaks_next_is_a_routing_decision_around_the_call_that_made_it():
    model = span("chat gpt-4o-mini", {"ag2.span.type": "llm", "gen_ai.operation.name": "chat"})
    chosen = {
        "ag2.span.type": "speaker_selection",
        "gen_ai.operation.name": "speaker_selection",
        "ag2.speaker_selection.candidates": '["ada", "grace"]',
        "ag2.speaker_selection.selected": "grace",
    }
    talk = span(
        "conversation team",
        {"ag2.span.type": "conversation", "gen_ai.operation.name": "conversation"},
        span("speaker_selection", chosen, model),
    )
    routing, call = steps_of(talk)
    assert (routing["kind"], routing["input"], routing["output"], call["kind"]) == (
        "routing",
        ["ada", "grace"],
        "grace",
        "model",
    )


def test_a_person_is_asked():
    asked = {
        "ag2.span.type": "human_input",
        "ag2.human_input.prompt": "Refund $120?",
        "ag2.human_input.response": "no",
    }
    (step,) = steps_of(span("await_human_input ada", asked))
    assert (step["kind"], step["input"], step["output"]) == ("human", "Refund $120?", "no")


def test_code_that_runs_is_a_tool_and_a_record_of_usage_is_nothing():
    (step,) = steps_of(
        span(
            "invoke_agent a",
            {"ag2.span.type": "agent"},
            span("execute_code a", {"ag2.span.type": "code_execution"}),
            span("record_usage", {"ag2.span.type": "usage"}),
        )
    )
    assert (step["kind"], step["name"], len(step["span_ids"])) == ("tool", "execute_code a", 2)
