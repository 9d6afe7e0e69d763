import pytest

from app.replay.truncation import truncations


@pytest.mark.parametrize(
    ("result", "notices"),
    [
        ({"orders": [1, 2], "has_more": True}, ("`has_more` is true",)),
        ({"page": {"hasMore": True}}, ("`hasMore` is true",)),
        ({"next_cursor": "abc"}, ("`next_cursor` is set",)),
        ({"nextPage": 2}, ("`nextPage` is set",)),
        ({"orders": [1, 2], "total": 140}, ("it has 2 of 140 rows (`total`)",)),
        ("rows\n[truncated: 4,096 of 12,003 characters]", ("it says “[truncated: 4,096 of 12,003 characters]”",)),
        ("Showing 10 of 250 results", ("it says “Showing 10 of 250 results”",)),
        ([{"text": "a\n... 120 more lines"}], ("it says “... 120 more lines”",)),
        ("Output was truncated after 30 s. Try again", ("it says “Output was truncated after 30 s”",)),
    ],
)
def test_a_result_that_says_it_is_not_all_there_is_is_quoted(result, notices):
    assert truncations(result) == notices


@pytest.mark.parametrize(
    "result",
    [
        None,
        "all of it",
        {"has_more": False, "next_cursor": None, "nextPage": True},
        {"next_cursor": ""},
        {"orders": [1, 2], "total": 2},
        {"orders": [1], "lines": [], "total": 9},
        {"orders": [1], "total": True},
        {"total": 9},
        {"orders": [1], "amount": 9},
        "Showing 5 of 5 rows",
        ["has_more"],
    ],
)
def test_a_result_that_says_nothing_of_the_kind_has_no_notice(result):
    assert truncations(result) == ()


def test_a_notice_in_the_middle_of_a_long_text_is_not_looked_for_but_at_its_ends_it_is():
    assert truncations("x" * 30_000 + " [truncated] " + "x" * 30_000) == ()
    assert truncations("x" * 90_000 + " [truncated]") == ("it says “[truncated]”",)


def test_a_notice_past_so_many_values_is_not_looked_for():
    assert truncations([0] * 5_000 + [{"has_more": True}]) == ()


def test_a_few_notices_are_enough():
    assert len(truncations([{"text": f"{n} of 900 rows"} for n in range(10)])) == 4
