"""The reveal tells how many read the item blind and agree with its key, people and language models apart."""

import pytest
from handing_in import hand_in
from late_parcel import SLUG

from app.domain.blind_reading import ReaderAgreement
from app.pages.templates import environment


def said(*, clean=False, **counted):
    macro = environment().get_template("reveal/blind_readers.html").module.blind_readers
    return " ".join(str(macro(ReaderAgreement(**counted), clean)).split())


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        ({}, "Nobody has answered this item blind yet, with nothing but ticket and run: neither people nor language models."),
        (
            {"models": 2, "models_agreed": 2},
            "Answered blind, with nothing but ticket and run: no person yet; 2 of 2 language models named the step of the key.",
        ),
        (
            {"people": 1, "models": 1, "models_agreed": 1},
            "Answered blind, with nothing but ticket and run: 0 of 1 person named the step of the key; 1 of 1 language model named the step of the key.",
        ),
    ],
)  # fmt: skip
def test_people_and_language_models_are_told_apart(counted, words):
    assert said(**counted) == words


def test_of_a_control_it_is_told_who_said_that_nothing_is_wrong():
    assert "2 of 3 people said that nothing is wrong; no language model yet." in said(
        clean=True, people=3, people_agreed=2
    )


def test_the_count_is_told_after_the_reveal_and_not_before(ada):
    begun = ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"]
    attempt = begun.rpartition("/steps/")[0]
    before = [
        ada.get(page).text for page in (f"/scenarios/{SLUG}", f"{attempt}/brief", begun, f"{attempt}/diagnosis")
    ]
    assert not [page for page in before if "nswered blind" in page or "language model" in page]
    hand_in(ada, attempt, claims=[{"step": 2}])
    told = " ".join(ada.get(f"{attempt}/reveal").text.split())
    assert "no person yet; 0 of 1 language model named the step of the key." in told
    assert ada.get(f"/api{attempt}/reveal").json()["blind_readers"] == {
        "people": 0, "people_agreed": 0, "models": 1, "models_agreed": 0,
    }  # fmt: skip
