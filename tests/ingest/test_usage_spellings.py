"""Token counts in the spellings of providers and frameworks: what holds what, and what stands beside."""

import json

import pytest
from span_tree import span, steps_of

from app.domain.span_reading import merged_usage
from app.domain.step import Usage
from app.ingest.dialects.genai_usage import usage
from app.ingest.token_counts import usage_of

BESIDE = {"cached_tokens": 29447, "cache_write_tokens": 2861, "beside": True}


@pytest.mark.parametrize(
    "body",
    [
        {
            "input_tokens": 4,
            "output_tokens": 767,
            "cache_read_input_tokens": 29447,
            "cache_creation_input_tokens": 2861,
        },
        {"inputTokens": 4, "outputTokens": 767, "cacheReadInputTokens": 29447, "cacheWriteInputTokens": 2861},
        {"input": 4, "output": 767, "input_cache_read": 29447, "input_cache_creation": 2861},
        {"prompt_tokens": 4, "completion_tokens": 767, "cache_read_tokens": 29447, "cache_write_tokens": 2861},
    ],
    ids=["anthropic", "bedrock", "langfuse", "by the numbers"],
)
def test_what_a_cache_held_stands_beside_the_input(body):
    assert usage_of(body) == Usage(4, 767, **BESIDE)


def test_a_spelling_tells_that_the_cache_is_beside_where_the_numbers_alone_do_not():
    body = {"input_tokens": 5000, "output_tokens": 10, "cache_read_input_tokens": 3000}
    assert usage_of(body) == Usage(5000, 10, 3000, beside=True)
    assert usage_of({**body, "total_tokens": 8010}) == Usage(5000, 10, 3000, beside=True)


def test_a_total_of_input_and_output_alone_leaves_it_open():
    body = {"input_tokens": 5000, "output_tokens": 10, "cache_read_input_tokens": 3000, "total_tokens": 5010}
    assert usage_of(body) == Usage(5000, 10, 3000)


def test_a_total_tells_of_tokens_that_no_count_does():
    body = {"promptTokenCount": 50, "candidatesTokenCount": 20}
    assert usage_of({**body, "totalTokenCount": 70}) == Usage(50, 20)
    assert usage_of({**body, "totalTokenCount": 100}) == Usage(50, 20, untold=True)
    assert usage_of({**body, "thoughtsTokenCount": 5, "totalTokenCount": 100}) == Usage(50, 25, None, 5, untold=True)
    assert merged_usage(Usage(50, 20), Usage(50, 20, untold=True)) == Usage(50, 20)
    assert merged_usage(Usage(50), Usage(50, 20, untold=True)) == Usage(50, 20, untold=True)


def test_a_total_that_holds_the_cache_once_more_tells_that_it_is_beside():
    body = {"input_tokens": 5000, "output_tokens": 10, "cache_read_tokens": 3000, "total_tokens": 8010}
    assert usage_of(body) == Usage(5000, 10, 3000, beside=True)


@pytest.mark.parametrize(
    "body",
    [
        {"prompt_tokens": 5000, "completion_tokens": 10, "prompt_tokens_details": {"cached_tokens": 3000}},
        {"input_tokens": 5000, "output_tokens": 10, "input_token_details": {"cache_read": 3000}},
        {
            "inputTokens": 5000,
            "outputTokens": 10,
            "cachedInputTokens": 3000,
            "inputTokenDetails": {"cacheReadTokens": 3000, "noCacheTokens": 2000},
        },
    ],
    ids=["openai", "langchain", "vercel"],
)
def test_details_of_an_input_are_parts_of_it(body):
    assert usage_of(body) == Usage(5000, 10, 3000, beside=False)


def test_writes_to_a_cache_are_told_apart_by_how_long_they_are_kept():
    kept = {"ephemeral_5m_input_tokens": 100, "ephemeral_1h_input_tokens": 200}
    anthropic = {"input_tokens": 7, "output_tokens": 1, "cache_creation_input_tokens": 300, "cache_creation": kept}
    langchain = {"input_tokens": 307, "output_tokens": 1, "input_token_details": {"cache_creation": 0, **kept}}
    for found in (usage_of(anthropic), usage_of(langchain)):
        assert found is not None
        assert (found.whole_input, found.cache_write_tokens, found.hour_write_tokens) == (307, 300, 200)


def test_geminis_thoughts_are_no_part_of_its_candidates_but_of_the_output():
    body = {"promptTokenCount": 50, "candidatesTokenCount": 20, "thoughtsTokenCount": 5, "totalTokenCount": 75}
    assert usage_of(body) == Usage(50, 25, None, 5)
    assert usage_of({**body, "totalTokenCount": 70}) == Usage(50, 20, None, 5)


def test_reasoning_inside_the_output_stays_there():
    body = {"output_tokens": 20, "input_tokens": 1, "output_tokens_details": {"reasoning_tokens": 5}}
    assert usage_of(body) == Usage(1, 20, None, 5)
    assert usage_of({"output_tokens": 3, "input_tokens": 1, "reasoning_tokens": 5}) == Usage(1, 8, None, 5)


@pytest.mark.parametrize(
    "body",
    [
        {
            "prompt_tokens": 90,
            "completion_tokens": 40,
            "prompt_tokens_details": {"audio_tokens": 60},
            "completion_tokens_details": {"audio_tokens": 30},
        },
        {
            "promptTokenCount": 90,
            "candidatesTokenCount": 40,
            "promptTokensDetails": [{"modality": "AUDIO", "tokenCount": 60}, {"modality": "TEXT", "tokenCount": 30}],
            "candidatesTokensDetails": [{"modality": "MediaModality.AUDIO", "tokenCount": 30}],
        },
    ],
    ids=["openai", "gemini"],
)
def test_audio_is_told_apart_on_each_side(body):
    assert usage_of(body) == Usage(90, 40, audio_input_tokens=60, audio_output_tokens=30)


def test_the_conventions_count_the_cache_inside_under_its_new_name_and_the_one_before():
    told = {"gen_ai.usage.input_tokens": 900, "gen_ai.usage.output_tokens": 5}
    for name in ("cache_write", "cache_creation"):
        found = usage({**told, f"gen_ai.usage.{name}.input_tokens": 400, "gen_ai.usage.cache_read.input_tokens": 300})
        assert found == Usage(900, 5, 300, cache_write_tokens=400, beside=False)


def test_older_names_do_not_say_whether_the_cache_is_inside():
    told = {"gen_ai.usage.prompt_tokens": 900, "gen_ai.usage.completion_tokens": 5}
    assert usage({**told, "gen_ai.usage.cache_read_input_tokens": 300}) == Usage(900, 5, 300)


@pytest.mark.parametrize(("total", "beside"), [(905, False), (1205, True)])
def test_openllmetrys_own_total_tells_that_its_prompt_holds_the_cache(total, beside):
    told = {"gen_ai.usage.prompt_tokens": 900, "gen_ai.usage.completion_tokens": 5, "llm.usage.total_tokens": total}
    assert usage({**told, "gen_ai.usage.cache_read_input_tokens": 300}) == Usage(900, 5, 300, beside=beside)


@pytest.mark.parametrize(
    "told",
    [
        {"gen_ai.usage.cached_tokens": 300},
        {"gen_ai.usage.cached_input_tokens": 300},
        {"gen_ai.usage.details.cached_tokens": 300},
        {"gen_ai.usage.input_token_details": '{"cache_read": 300, "audio": 0}'},
        {"gen_ai.usage.prompt_tokens_details": {"cached_tokens": 300}},
    ],
    ids=["rig", "input", "pydantic", "langsmith", "openai"],
)
def test_what_came_from_a_cache_is_found_under_the_names_of_libraries(told):
    found = usage({"gen_ai.usage.input_tokens": 900, "gen_ai.usage.output_tokens": 5, **told})
    assert found is not None
    assert (found.input_tokens, found.output_tokens, found.cached_tokens) == (900, 5, 300)


def test_modalities_of_the_conventions_are_read():
    told = {"gen_ai.usage.input_tokens": 90, "gen_ai.usage.output_tokens": 40}
    parts = {"gen_ai.usage.audio.input_tokens": 60, "gen_ai.usage.image.output_tokens": 30}
    assert usage(told | parts) == Usage(90, 40, audio_input_tokens=60, image_output_tokens=30)


def test_a_count_keeps_all_its_digits():
    assert usage_of({"input_tokens": 2**53 + 1, "output_tokens": 1}) == Usage(2**53 + 1, 1)


def test_an_input_that_is_the_whole_of_anothers_holds_what_its_cache_held():
    assert merged_usage(Usage(32312, 767), Usage(4, 767, **BESIDE)) == Usage(
        32312, 767, **{**BESIDE, "beside": False}
    )


def test_what_a_cache_held_is_read_from_the_reply_where_the_counts_leave_it_out():
    told = {"input_tokens": 4, "output_tokens": 767, "cache_read_input_tokens": 29447}
    attributes = {
        "openinference.span.kind": "LLM",
        "llm.model_name": "claude-sonnet-4-5",
        "llm.provider": "anthropic",
        "llm.token_count.prompt": 4,
        "llm.token_count.completion": 767,
        "output.value": json.dumps({"role": "assistant", "content": [{"type": "text", "text": "b"}], "usage": told}),
    }
    (step,) = steps_of(span("messages.create", attributes))
    assert step["input_tokens"] == 4
    assert step["cost_usd"] == pytest.approx(4 * 3e-6 + 29447 * 0.3e-6 + 767 * 15e-6)


@pytest.mark.parametrize(("told", "beside"), [(4, True), (29451, False), (700, None)])
def test_a_second_report_tells_how_the_first_counts_by_its_own_input(told, beside):
    second = Usage(4, 767, 29447, beside=True)
    assert merged_usage(Usage(told, 767, 29447), second) == Usage(told, 767, 29447, beside=beside)
    assert merged_usage(Usage(told, 767, 29447), Usage(29451, 767, 29447, beside=False)) == Usage(
        told, 767, 29447, beside=beside
    )


def test_the_providers_own_count_of_the_same_input_objects_to_a_convention():
    assert merged_usage(Usage(5000, 10, 3000, beside=False), Usage(5000, 10, 3000, beside=True)) == Usage(
        5000, 10, 3000, beside=True
    )


def test_an_input_comes_from_the_report_that_tells_what_a_cache_held():
    outer, inner = Usage(9, 767), Usage(4, 767, **BESIDE)
    assert merged_usage(outer, inner) == inner
    assert merged_usage(inner, outer) == inner


@pytest.mark.parametrize(
    "told",
    [
        {"anthropic": {"usage": {"input_tokens": 4, "output_tokens": 767, "cache_creation_input_tokens": 2861}}},
        {"bedrock": {"usage": {"cacheWriteInputTokens": 2861, "cacheReadInputTokens": 0}}},
        {"anthropic": {"cacheCreationInputTokens": 2861}},
    ],
)
def test_vercels_sdk_leaves_what_a_cache_took_to_the_provider(told):
    attributes = {
        "ai.operationId": "ai.generateText.doGenerate",
        "ai.model.id": "claude-sonnet-4-5",
        "ai.model.provider": "anthropic.messages",
        "ai.usage.promptTokens": 4,
        "ai.usage.completionTokens": 767,
        "ai.response.providerMetadata": json.dumps(told),
    }
    (step,) = steps_of(span("ai.generateText.doGenerate", attributes))
    assert (step["input_tokens"], step["output_tokens"]) == (4, 767)
    assert step["cost_usd"] == pytest.approx(4 * 3e-6 + 2861 * 3.75e-6 + 767 * 15e-6)


def test_version_6_of_vercels_sdk_tells_the_parts_of_an_input():
    attributes = {
        "ai.operationId": "ai.generateText.doGenerate",
        "ai.model.id": "claude-sonnet-4-5",
        "ai.model.provider": "anthropic.messages",
        "ai.usage.inputTokens": 4000,
        "ai.usage.outputTokens": 10,
        "ai.usage.cachedInputTokens": 3000,
        "ai.usage.inputTokenDetails.cacheReadTokens": 3000,
        "ai.usage.inputTokenDetails.cacheWriteTokens": 500,
    }
    (step,) = steps_of(span("ai.generateText.doGenerate", attributes))
    assert step["cost_usd"] == pytest.approx(500 * 3e-6 + 3000 * 0.3e-6 + 500 * 3.75e-6 + 10 * 15e-6)


def test_what_a_cache_held_of_each_kind_is_the_sum_where_no_count_of_all_is_told():
    told = {"gen_ai.usage.input_tokens": 100, "gen_ai.usage.output_tokens": 7}
    parts = {"gen_ai.usage.text.cache_read.input_tokens": 20, "gen_ai.usage.image.cache_read.input_tokens": 30}
    assert usage(told | parts) == Usage(100, 7, 50, beside=False)
    assert usage(told | parts | {"gen_ai.usage.cache_read.input_tokens": 60}) == Usage(100, 7, 60, beside=False)
    assert usage(told | {"gen_ai.usage.text.cache_read.input_tokens": "many"}) == Usage(100, 7)
