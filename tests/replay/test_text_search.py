"""Words are found in stored JSON in any letter case, and the quick look never misses one."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.exact_json import dumps
from app.replay.text_search import Excerpt, TextSearch, inside_texts, message_texts, step_texts

MESSAGE = {
    "role": "assistant",
    "name": "Critic",
    "parts": [
        {"type": "text", "text": "Free of\n  charge"},
        {"type": "tool_call", "id": "call-1", "name": "refund", "arguments": {"order": "A-17", "lines": [7, "lamp"]}},
        {"type": "tool_result", "result": "Done", "is_error": False},
        {"type": "media", "media_type": "image/png", "data": "QUJD"},
    ],
}


def found(*words, body=MESSAGE):
    return sorted(TextSearch(words).find(message_texts(body)).words)


def test_a_phrase_is_found_across_line_breaks():
    assert found("free OF charge", "charge free") == [0]


def test_names_and_arguments_of_calls_are_found_and_the_words_of_our_own_form_are_not():
    assert found("critic", "refund", "A-17", '"lines":[7', "lamp", "done", "image/png") == list(range(7))
    assert found("assistant", "tool_call", "is_error", "QUJD", "call-1") == []


def test_white_space_alone_is_found_where_there_is_some():
    assert found("  ") == [0]
    assert found(" ", body={"parts": [{"text": "one"}]}) == []


def test_the_first_match_is_told_with_forty_letters_around_it():
    text = "a" * 50 + " Bergamot " + "z" * 50
    assert TextSearch(["bergamot"]).find([text]).excerpt == Excerpt(
        "…" + "a" * 39 + " ", "Bergamot", " " + "z" * 39 + "…"
    )
    words = "one two three four five six seven eight nine ten lamp"
    assert TextSearch(["lamp"]).find([words]).excerpt == Excerpt("…four five six seven eight nine ten ", "lamp", "")


def test_letters_that_fold_to_two_do_not_shift_the_match():
    assert TextSearch(["mass"]).find(["ßßß Maß"]).excerpt == Excerpt("ßßß ", "Maß", "")


def test_what_is_found_in_two_places_counts_together_and_the_first_excerpt_stays():
    search = TextSearch(["one", "two"])
    joined = search.find(["one"]) | search.find(["two"])
    assert joined.words == {0, 1}
    assert joined.excerpt == Excerpt("", "one", "")


def test_of_a_step_everything_is_read_that_it_was_asked_and_gave_back():
    step = {
        "name": "look",
        "label": "unsaid",
        "span_ids": ["unsaid"],
        "input": {"q": "lamp"},
        "output": None,
        "attempts": [{"status": "unsaid", "error": "timed out", "output": ["partly"]}],
        "state": [{"key": "cart", "before": None, "after": {"sum": 7}}],
    }
    words = ("look", "lamp", "timed out", "partly", "cart", '"sum":7', "unsaid")
    assert TextSearch(words).find(step_texts(step)).words == {0, 1, 2, 3, 4, 5}


def test_of_inner_spans_names_facts_and_events_are_read():
    span = {
        "span_id": "unsaid",
        "name": "GET rates",
        "status_message": "reset by peer",
        "facts": {"cache.key": "rates:GBP"},
        "events": [{"name": "retry", "time_ns": 7, "facts": {"after": 250}}],
    }
    words = ("rates", "reset by", "cache.key", "rates:GBP", "retry", '"after":250', "unsaid")
    assert TextSearch(words).find(inside_texts({"spans": [span], "more": 0})).words == {0, 1, 2, 3, 4, 5}


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, st.data(), st.booleans())
def test_the_quick_look_never_misses_what_is_there(value, data, ascii_only):
    """A word is cut out of what there is, and looked for as it is stored."""
    texts = [text for text in step_texts({"input": value}) if text]
    assume(texts)
    text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(text) - 1))
    word = text[start : start + data.draw(st.integers(1, 5))]
    search = TextSearch([word])
    assert search.find(texts).words
    by_others = json.dumps({"input": value}, ensure_ascii=ascii_only, separators=(",", ":")).encode(
        "utf-8", "replace"
    )
    assert search.may_be_in(dumps({"input": value}))
    assert search.may_be_in(by_others)


@pytest.mark.parametrize("word", ["1e+22", "+22", "e-07", "-07", "07", "1e", "22"])
def test_a_number_is_found_by_any_part_of_how_it_reads(word):
    value = {"input": [1e22, 1e-7]}
    assert TextSearch([word]).find(step_texts(value)).words
    assert TextSearch([word]).may_be_in(dumps(value))


def test_the_quick_look_says_no_where_nothing_is():
    assert not TextSearch(["lamp", "free of charge"]).may_be_in(b'{"input":"free charge"}')
