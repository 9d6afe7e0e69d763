"""Which key points an explanation is taken to make."""

import pytest

from app.domain.answer import KeyPoint
from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis
from app.domain.score import Outcome, Verdict
from app.domain.step import Run
from app.scoring.case import ScoringCase
from app.scoring.explanation import covered, explanation


def explaining(text: str, *, key: AnswerKey, run: Run) -> Verdict:
    return explanation(ScoringCase(diagnosis=Diagnosis(explanation=text), key=key, run=run))


def point(*terms: tuple[str, ...]) -> tuple[KeyPoint, ...]:
    return (KeyPoint(role="what", text="The point.", terms=terms),)


WHOLE = (
    "get_invoice gives its total in cents and does not say so. The order shows 12.50 EUR for the same kettle. "
    "The agent refunded a hundred times too much."
)


def test_an_explanation_that_makes_every_point_is_correct(key: AnswerKey, run: Run) -> None:
    verdict = explaining(WHOLE, key=key, run=run)
    assert (verdict.credit, verdict.outcome) == (1.0, Outcome.CORRECT)
    assert verdict.sentence == (
        "Your explanation makes 3 of 3 points: what: The invoice total is in cents; why: The order says 12.50 EUR; "
        "how: The refund was a hundred times too high."
    )


def test_the_points_that_are_missing_are_named(key: AnswerKey, run: Run) -> None:
    verdict = explaining("The total on the invoice is in minor units.", key=key, run=run)
    assert (verdict.credit, verdict.outcome) == (pytest.approx(1 / 3), Outcome.PARTIAL)
    assert verdict.sentence == (
        "Your explanation makes 1 of 3 points: what: The invoice total is in cents. Not found in it: "
        "why: The order says 12.50 EUR; how: The refund was a hundred times too high."
    )


def test_an_explanation_that_makes_no_point_is_incorrect(key: AnswerKey, run: Run) -> None:
    verdict = explaining("The policy search failed and the agent gave up.", key=key, run=run)
    assert (verdict.credit, verdict.outcome) == (0.0, Outcome.INCORRECT)


def test_a_blank_explanation_is_not_answered(key: AnswerKey, run: Run) -> None:
    verdict = explaining("  \n", key=key, run=run)
    assert verdict.outcome is Outcome.NOT_ANSWERED
    assert verdict.sentence.startswith("You wrote no explanation. It is: what: The invoice total is in cents; why:")


@pytest.mark.parametrize(
    "text",
    [
        "cents, total, 12.50, order, refund, hundred",
        "cents minor units total invoice 12.50 order refund hundred 100",
        "- cents\n- invoice\n- 12.50\n- order\n- refund\n- 100",
        "Cents! Invoice! 12.50! Order! Refund! Hundred!",
        "Cents total. 12.50 order. Refund hundred.",
    ],
)
def test_a_list_of_keywords_makes_no_point(text: str, key: AnswerKey, run: Run) -> None:
    assert explaining(text, key=key, run=run).credit == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "It was not in cents, the total was fine.",
        "The invoice total is right, cents aren't the problem.",
        "This has nothing to do with cents or with the total.",
        "The total isn't in cents.",
        "No cents in the total, so the retriever must be wrong.",
    ],
)
def test_a_denied_point_is_not_made(text: str, key: AnswerKey) -> None:
    assert covered(text, key.key_points) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The agent did not convert the cents of the invoice.",
        "The total is in cents instead of euros.",
        "Nobody noticed that the invoice total was in cents, not in euros.",
        "get_invoice returned total in minor-units",
        "The invoice isn't in euros. It is cents.",
        "INVOICE TOTALS ARE IN CENTS",
        "The tool’s total doesn’t say its unit: it’s cents.",
        "Wrong unit. total is given in cents but nobody says so",
        "Cents! The invoice total was not in euros.",
    ],
)
def test_an_honest_wording_makes_the_point(text: str, key: AnswerKey) -> None:
    assert [point.role for point in covered(text, key.key_points)] == ["what"]


def test_a_point_about_something_missing_may_be_made_with_a_negation() -> None:
    absent = point(("rule", "limit"), ("missing", "dropped"))
    assert covered("The summary dropped the limit, so it did not keep the rule.", absent) == absent
    assert covered("There is no rule any more, it was dropped.", absent) == absent


@pytest.mark.parametrize("word", ["drop", "drops", "dropped", "dropping"])
def test_terms_match_inflected_words(word: str) -> None:
    found = point(("drop",))
    assert covered(f"The summary was {word} here.", found) == found


@pytest.mark.parametrize(
    ("term", "word"),
    [
        ("truncate", "truncating"),
        ("truncate", "truncated"),
        ("policy", "policies"),
        ("retry", "retried"),
        ("id", "id"),
    ],
)
def test_terms_match_words_whose_stem_changes(term: str, word: str) -> None:
    found = point((term,))
    assert covered(f"It is the {word} that went wrong.", found) == found


@pytest.mark.parametrize(("term", "word"), [("cent", "central"), ("12", "125"), ("id", "idle"), ("order", "reorder")])
def test_terms_do_not_match_inside_other_words(term: str, word: str) -> None:
    assert covered(f"It is the {word} that went wrong.", point((term,))) == ()


def test_a_point_is_made_within_three_sentences_not_across_the_text() -> None:
    far = point(("cents",), ("euros",))
    near = "The total is in cents. The agent read on. It paid in euros."
    scattered = (
        "The total is in cents. The agent read on. It looked at the order. Then it wrote a note. It paid in euros."
    )
    assert covered(near, far) == far
    assert covered(scattered, far) == ()


def test_words_past_the_limit_make_no_point() -> None:
    early = point(("cents",))
    filler = "The agent went on with the next step of it. " * 70
    assert covered("It is in cents. " + filler, early) == early
    assert covered(filler + "It is in cents.", early) == ()


def test_text_without_spaces_is_bounded_too() -> None:
    assert covered("x" * 30_000 + " and it is in cents.", point(("cents",))) == ()


def test_a_point_without_terms_is_never_suggested() -> None:
    assert covered("The total is in cents.", point()) == ()
