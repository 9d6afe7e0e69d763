"""Try a fix: the order of the changes, and what was expected of each."""

import pytest

from app.attempts.read_changes import shuffled
from app.domain.answer import RemedyOutcome
from app.domain.errors import NotFound
from app.domain.fault import Lever
from app.pages.reveal.fix_choice import Expected, guesses, verdict

KNOWN = tuple(
    RemedyOutcome(id=name, title=name, detail="", lever=Lever.TOOL, repairs=name == "unit", problem=None)
    for name in ("unit", "retry", "backoff", "prompt", "index")
)


def told(*tried, remedy=None, expected=None):
    return [str(guess) for guess in guesses(tried, remedy=remedy, expected=expected, known=KNOWN)]


def test_the_order_is_the_attempts_own_and_stays():
    names = [each.id for each in shuffled(KNOWN, attempt_id="one")]
    assert sorted(names) == sorted(each.id for each in KNOWN)
    assert names == [each.id for each in shuffled(KNOWN[::-1], attempt_id="one")]
    orders = {tuple(each.id for each in shuffled(KNOWN, attempt_id=str(attempt))) for attempt in range(20)}
    assert len(orders) > 10


def test_a_change_of_which_nothing_is_expected_is_not_shown_yet():
    assert told(remedy="unit") == []
    assert told(remedy="unit", expected=Expected.PASSES) == ["passes:unit"]


def test_the_first_word_on_a_change_stays_and_the_last_one_chosen_comes_last():
    tried = ("passes:unit", "fails:retry")
    assert told(*tried, remedy="unit", expected=Expected.FAILS) == ["fails:retry", "passes:unit"]
    assert told(*tried, remedy="index", expected=Expected.FAILS) == [*tried, "fails:index"]


@pytest.mark.parametrize("tried", ["passes:nobody", "nobody", "", "unit:passes"])
def test_what_is_no_change_of_this_run_is_not_found(tried):
    with pytest.raises(NotFound, match="no such remedy"):
        told(tried)
    with pytest.raises(NotFound, match="no such remedy"):
        told(remedy="nobody")


@pytest.mark.parametrize(
    ("expected", "passes", "words"),
    [
        (Expected.PASSES, True, "You expected it to pass, as it does."),
        (Expected.PASSES, False, "You expected it to pass; it fails."),
        (Expected.FAILS, True, "You expected it to fail; it passes."),
        (Expected.FAILS, False, "You expected it to fail, as it does."),
    ],
)
def test_what_was_expected_stands_beside_what_came_of_it(expected, passes, words):
    assert verdict(expected, passes=passes) == words
