import pytest

from app.replay.stop_reason import cut_off, stopped


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("stop", "it had finished"),
        ("end_turn", "it had finished"),
        ("tool_calls", "to call tools"),
        ("tool-calls", "to call tools"),
        ("FinishReason.MAX_TOKENS", "at its token limit, the answer is cut off"),
        ("maxTokens", "at its token limit, the answer is cut off"),
        ("MAX_TOKENS", "at its token limit, the answer is cut off"),
        ("content_filter", "by a content filter, the answer is cut off"),
        ("something_else", None),
        ("", None),
    ],
)
def test_a_stop_reason_has_plain_words_where_it_is_known(reason, words):
    assert stopped(reason) == words


@pytest.mark.parametrize(("reason", "cut"), [("length", True), ("SAFETY", True), ("stop", False), (None, False)])
def test_a_model_that_was_stopped_before_it_had_finished_is_cut_off(reason, cut):
    assert cut_off(reason) is cut


@pytest.mark.parametrize(("reason", "words"), [("STOP", "to call tools"), ("length", stopped("length")), ("x", None)])
def test_a_model_that_called_tools_had_not_finished_whatever_its_provider_calls_that(reason, words):
    assert stopped(reason, called=True) == words
