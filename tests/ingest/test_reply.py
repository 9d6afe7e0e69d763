"""What replies tell of themselves."""

import pytest

from app.domain.step import Usage
from app.ingest.reply import Reply, reply_of, usage_of

LANGCHAIN = {
    "generations": [
        [
            {
                "generation_info": {"finish_reason": "stop"},
                "message": {
                    "lc": 1,
                    "id": ["langchain", "schema", "messages", "AIMessage"],
                    "kwargs": {
                        "id": "run-1",
                        "response_metadata": {
                            "id": "chatcmpl-1",
                            "model_name": "gpt-4o-mini",
                            "token_usage": {"prompt_tokens": 9, "completion_tokens": 2},
                        },
                    },
                },
            }
        ]
    ]
}
ANTHROPIC = {
    "id": "msg_1",
    "model": "claude",
    "stop_reason": "end_turn",
    "content": [],
    "usage": {"input_tokens": 9, "output_tokens": 2},
}
GEMINI = {
    "responseId": "r1",
    "modelVersion": "gemini",
    "candidates": [{"finishReason": "STOP"}],
    "usageMetadata": {"promptTokenCount": 9, "candidatesTokenCount": 2},
}
TOKENS = Usage(input_tokens=9, output_tokens=2)


@pytest.mark.parametrize(
    ("value", "reply"),
    [
        (LANGCHAIN, Reply("chatcmpl-1", "gpt-4o-mini", "stop", TOKENS)),
        (ANTHROPIC, Reply("msg_1", "claude", "end_turn", TOKENS)),
        (GEMINI, Reply("r1", "gemini", "STOP", TOKENS)),
        ("It was delivered.", Reply()),
        (None, Reply()),
    ],
)
def test_a_reply_is_read_in_each_providers_shape(value, reply):
    assert reply_of(value) == reply


@pytest.mark.parametrize(
    ("recorded", "usage"),
    [
        ({"inputTokens": 9, "outputTokens": 2, "cachedInputTokens": 3, "reasoningTokens": 1}, Usage(9, 2, 3, 1)),
        ({"promptTokens": "9", "completionTokens": 2.0}, Usage(9, 2)),
        ({"input_tokens": 9, "input_tokens_details": {"cached_tokens": 3}}, Usage(9, None, 3, beside=False)),
        ({"input": 9, "output": 2, "input_cache_read": 0}, Usage(9, 2, 0)),
        ({"completion_tokens_details": {"reasoning_tokens": 4}}, Usage(None, None, None, 4)),
        ({"candidatesTokenCount": 20, "thoughtsTokenCount": 50}, Usage(None, 70, None, 50)),
        ({"candidates_token_count": 20, "thoughts_token_count": 50}, Usage(None, 70, None, 50)),
        ({"seconds": 3}, None),
        ("none", None),
    ],
)
def test_tokens_are_read_in_each_spelling(recorded, usage):
    assert usage_of(recorded) == usage


@pytest.mark.parametrize(
    ("recorded", "tier"),
    [
        ({"choices": [], "service_tier": "flex"}, "flex"),
        ({"raw": {"service_tier": "priority"}}, "priority"),
        ({"content": [], "usage": {"input_tokens": 9, "output_tokens": 2, "service_tier": "batch"}}, "batch"),
        ({"choices": [], "service_tier": None}, None),
    ],
    ids=["openai", "inside", "anthropic", "none"],
)
def test_a_reply_tells_at_which_service_tier_it_was_given(recorded, tier):
    assert reply_of(recorded).service_tier == tier


def test_the_tier_that_was_given_takes_the_place_of_the_one_that_was_asked_for():
    asked = {"temperature": 0, "service_tier": "auto"}
    assert Reply(service_tier="flex").steered(asked) == {"temperature": 0, "service_tier": "flex"}
    assert Reply().steered(asked) == asked


@pytest.mark.parametrize(("told", "cost"), [(0.25, 0.25), ("0.5", 0.5), (0, None), (None, None), (-1, None)])
def test_a_provider_may_tell_in_its_reply_what_it_cost(told, cost):
    assert reply_of({"choices": [], "usage": {"prompt_tokens": 9, "cost": told}}).cost_usd == cost
