"""An error in a word, and where its text is read already."""

import pytest

from app.domain.span import Status
from app.domain.step import Try
from app.replay.error_text import Apart, first_try, shown_apart


def tried(error, status=Status.ERROR):
    return Try(span_ids=("a",), started_ns=0, ended_ns=1, status=status, error=error)


PASSED = tried(None, Status.OK)


@pytest.mark.parametrize(
    ("error", "word"),
    [
        ("RateLimitError: Error code: 429 - Rate limit reached, limit 2000000", "429"),
        ("HTTP 503", "503"),
        ("UpstreamTimeout: took 4.501 s for 45012 rows", "UpstreamTimeout"),
        ("ConnectError", "ConnectError"),
        ("the server did not say what it was that had failed", "failed"),
        (None, "failed"),
    ],
)
def test_a_try_that_failed_is_told_by_its_code_or_name(error, word):
    assert first_try([tried(error), PASSED]) == word


def test_one_try_and_a_first_that_passed_are_told_by_nothing():
    assert first_try([tried("HTTP 503")]) == ""
    assert first_try([PASSED, PASSED]) == ""
    assert first_try([]) == ""


def test_a_result_that_says_what_its_error_says_is_not_shown_beside_it():
    error = "UpstreamTimeout: 504 Gateway Timeout"
    assert shown_apart(error, error) == shown_apart(error, " 504 Gateway Timeout\n") == Apart.ERROR
    assert shown_apart(error, None) is Apart.ERROR
    assert shown_apart(error, "no refund was made") is Apart.BOTH


def test_an_error_that_is_read_in_the_result_is_not_shown_beside_it():
    assert shown_apart("Conflict", {"ok": False, "errors": [{"text": "Conflict: taken"}]}) is Apart.RESULT
    assert shown_apart("Conflict", "409 Conflict") is Apart.RESULT
    assert shown_apart("Conflict", {"ok": False, "rows": [], "count": 0, "next": None}) is Apart.BOTH
    assert shown_apart("x", {"a": {"b": {"c": {"d": {"e": {"f": {"g": "x"}}}}}}}) is Apart.BOTH


def test_where_nothing_failed_the_result_is_shown():
    assert shown_apart(None, "[]") is Apart.RESULT
