"""A claim that was revised is told once, with its earlier wordings; a confidence has its words."""

from datetime import UTC, datetime

import pytest

from app.domain.claim import Claim
from app.pages.diagnosis.claim_threads import ClaimThread, sureness, threads

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def claim(name, *, revises=None, withdrawn_at=None):
    return Claim(id=name, step=2, what=f"the {name}", at=NINE, revises=revises, withdrawn_at=withdrawn_at)


def test_revisions_stand_with_the_claim_that_they_revise_the_latest_first():
    one, two, three = claim("one"), claim("two"), claim("three", revises="one")
    four = claim("four", revises="three")
    assert threads([one, two, three, four]) == (ClaimThread(four, (three, one)), ClaimThread(two))


def test_two_revisions_of_the_same_wording_are_one_thread():
    one, two, three = claim("one"), claim("two", revises="one"), claim("three", revises="one")
    assert threads([one, two, three]) == (ClaimThread(three, (two, one)),)


def test_a_claim_whose_last_wording_is_withdrawn_stands_no_more():
    one, two = claim("one"), claim("two", revises="one", withdrawn_at=NINE)
    assert [thread.stands for thread in threads([one, two])] == [False]
    assert [thread.stands for thread in threads([one])] == [True]


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (0, "a mere guess"),
        (0.2, "possible"),
        (0.5, "as likely as not"),
        (0.79, "likely"),
        (0.8, "very likely"),
        (1, "all but certain"),
    ],
)
def test_a_confidence_has_its_words(confidence, words):
    assert sureness(confidence) == words


def test_a_confidence_that_was_not_stated_is_no_even_chance():
    assert sureness(None) == "not said"
