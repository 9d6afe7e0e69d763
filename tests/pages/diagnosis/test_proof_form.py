"""The proof in the diagnosis form: pins with their roles, pinned and taken out without leaving it."""

import re

import pytest

KEY = re.compile(r'name="pin" value="(\w+)"')


def keys(page):
    return KEY.findall(page)


def roles(page):
    """The role that is chosen for each pin; None for neither."""
    chosen = re.findall(r'id="role_\w+" name="role"[^>]*>(.*?)</select>', page, re.DOTALL)
    return [re.search(r'value="(\w*)" selected', options)[1] or None for options in chosen]


def test_a_passage_is_pinned_and_removed_within_the_form(ada, attempt):
    pinned = ada.post(
        f"{attempt}/diagnosis",
        data={"evidence_step": "2", "evidence_quote": "bergamot", "explanation": "cents", "then": "pin"},
    )
    assert pinned.headers["location"] == f"{attempt}/diagnosis#proof"
    page = ada.get(f"{attempt}/diagnosis").text
    assert '<q class="quote">bergamot</q>' in page
    assert "cents</textarea>" in page
    (key,) = keys(page)
    ada.post(f"{attempt}/diagnosis", data={"explanation": "cents", "then": f"remove:{key}"})
    assert "Nothing pinned yet." in ada.get(f"{attempt}/diagnosis").text


def test_what_is_missing_is_pinned_in_words(ada, attempt):
    ada.post(f"{attempt}/diagnosis", data={"evidence_step": "2", "evidence_missing": "the unit", "then": "pin"})
    assert "Missing here: the unit" in ada.get(f"{attempt}/diagnosis").text


def test_a_pin_is_given_a_role_and_another_one(ada, attempt):
    ada.post(f"{attempt}/evidence", data={"step": "2", "quote": "bergamot"})
    ada.post(f"{attempt}/evidence", data={"step": "1", "quote": "amaranth", "role": "right"})
    page = ada.get(f"{attempt}/diagnosis").text
    assert roles(page) == [None, "right"]
    ada.post(f"{attempt}/diagnosis", data={"pin": keys(page), "role": ["wrong", ""]})
    assert roles(ada.get(f"{attempt}/diagnosis").text) == ["wrong", None]


def test_the_claim_of_a_pin_stays_when_its_role_changes(ada, attempt):
    ada.post(f"{attempt}/claims", data={"step": "2", "what": "the unit is lost"})
    claim = ada.get(f"/api{attempt}").json()["claims"][0]["id"]
    ada.post(f"{attempt}/evidence", data={"step": "2", "quote": "bergamot", "claim": claim})
    (key,) = keys(ada.get(f"{attempt}/diagnosis").text)
    ada.post(f"{attempt}/diagnosis", data={"pin": [key], "role": ["wrong"]})
    (pin,) = ada.get(f"/api{attempt}").json()["pins"]
    assert (pin["role"], pin["claim"]) == ("wrong", claim)


def test_a_role_is_given_to_the_pin_that_was_shown_whatever_became_of_the_others(ada, attempt):
    ada.post(f"{attempt}/evidence", data={"step": "1", "quote": "amaranth"})
    ada.post(f"{attempt}/evidence", data={"step": "2", "quote": "bergamot"})
    shown = keys(ada.get(f"{attempt}/diagnosis").text)
    ada.post(f"{attempt}/evidence/removal", data={"step": "1", "quote": "amaranth"})
    ada.post(f"{attempt}/diagnosis", data={"pin": shown, "role": ["right", "wrong"]})
    pins = ada.get(f"/api{attempt}").json()["pins"]
    assert [(pin["quote"], pin["role"]) for pin in pins] == [("bergamot", "wrong")]


def test_a_fifth_role_is_refused_and_one_that_is_exchanged_is_not(ada, attempt):
    for step in range(1, 6):
        ada.post(f"{attempt}/evidence", data={"step": str(step), "role": "wrong" if step < 5 else ""})
    shown = keys(ada.get(f"{attempt}/diagnosis").text)
    refused = ada.post(f"{attempt}/diagnosis", data={"pin": shown, "role": ["wrong"] * 5})
    assert refused.status_code == 422
    assert f'href="#role_{shown[4]}">Proof: 4 passages have a role already' in refused.text
    assert roles(refused.text) == ["wrong"] * 5
    assert ada.post(f"{attempt}/diagnosis", data={"pin": shown, "role": ["", *["right"] * 4]}).status_code == 303
    assert roles(ada.get(f"{attempt}/diagnosis").text) == [None, *["right"] * 4]


def test_removing_a_pin_that_is_gone_already_changes_nothing(ada, attempt):
    ada.post(f"{attempt}/diagnosis", data={"evidence_step": "2", "then": "pin"})
    assert ada.post(f"{attempt}/diagnosis", data={"then": "remove:7"}).status_code == 303
    assert "Nothing pinned yet." not in ada.get(f"{attempt}/diagnosis").text


def test_what_was_typed_but_not_pinned_is_pinned_on_the_way_to_the_review(ada, attempt):
    typed = {"step_1": "2", "evidence_step": "2", "evidence_role": "wrong", "then": "review"}
    assert ada.post(f"{attempt}/diagnosis", data=typed).headers["location"] == f"{attempt}/review"
    assert ada.get(f"/api{attempt}").json()["pins"] == [{"step": 2, "role": "wrong", "claim": None}]


def test_what_is_being_typed_is_not_pinned_by_a_draft_that_saves_itself(ada, attempt):
    typed = {"evidence_step": "2", "evidence_quote": "berg", "explanation": "cents", "then": "draft"}
    assert ada.post(f"{attempt}/diagnosis", data=typed).status_code == 303
    body = ada.get(f"/api{attempt}").json()
    assert (body["pins"], body["draft"]["explanation"]) == ([], "cents")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"evidence_step": "2", "evidence_quote": "never said"},
            "Proof: this is not a passage of step 2; copy it from the step&#39;s page",
        ),
        ({"evidence_step": "many"}, "Proof: which step? Write a number from 1 to 8"),
        ({"evidence_quote": "bergamot"}, "Proof: which step? Write a number from 1 to 8"),
        ({"evidence_missing": "the unit"}, "Proof: which step? Write a number from 1 to 8"),
        ({}, "Proof: which step? Write a number from 1 to 8"),
        (
            {"evidence_step": "2", "evidence_quote": "bergamot", "evidence_missing": "the unit"},
            "Proof: give a passage, or say what is missing; not both",
        ),
        ({"evidence_step": "2", "evidence_missing": "x" * 4001}, "Proof: at most 4000 characters, please"),
    ],
)
def test_what_cannot_be_pinned_is_refused_where_it_stands(ada, attempt, typed, sentence):
    answer = ada.post(f"{attempt}/diagnosis", data={**typed, "explanation": "kept", "then": "pin"})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "kept</textarea>" in answer.text
    assert all(f'value="{value}"' in answer.text for value in typed.values())
