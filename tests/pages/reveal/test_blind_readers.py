"""The reveal tells how many read the item blind and agree with its key, people and language models apart."""

import json

import pytest
from handing_in import hand_in
from late_parcel import SLUG, write_pack
from starlette.testclient import TestClient

from app.domain.blind_reading import ReaderAgreement
from app.main import create_app
from app.pages.templates import environment
from app.startup import Packs


def said(*, clean=False, **counted):
    macro = environment().get_template("reveal/blind_readers.html").module.blind_readers
    return " ".join(str(macro(ReaderAgreement(**counted), clean)).split())


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        ({}, "Nobody has answered this item blind yet, with nothing but ticket and run: neither people nor language models."),
        (
            {"models": 2, "models_agreed": 2},
            "Answered blind, with nothing but ticket and run: no person yet; 2 of 2 language models found the cause.",
        ),
        (
            {"people": 1, "models": 1, "models_agreed": 1},
            "Answered blind, with nothing but ticket and run: 0 of 1 person found the cause; 1 of 1 language model found the cause.",
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
    assert "no person yet; 0 of 1 language model found the cause." in told
    assert ada.get(f"/api{attempt}/reveal").json()["blind_readers"] == {
        "people": 0, "people_agreed": 0, "models": 1, "models_agreed": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("step", "agreed"), [(2, 1), (1, 1), (3, 0), (8, 0)])
def test_who_named_a_step_that_shows_the_cause_found_it(tmp_path, settings, step, agreed):
    """Step 2 is the root cause, step 1 the model call that asked for it."""
    write_pack(tmp_path)
    file = tmp_path / "scenarios" / SLUG / "readings/a/first.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"diagnosis": {"claims": [{"step": step}]}}))
    packs = Packs(tmp_path / "scenarios", tmp_path / "traces")
    with TestClient(create_app(settings, packs=packs), base_url="http://misstep.test") as client:
        begun = client.post(f"/api/scenarios/{SLUG}/attempts", json={"reveal": "open"}).json()["id"]
        hand_in(client, f"/attempts/{begun}", no_fault=True)
        told = client.get(f"/api/attempts/{begun}/reveal").json()["blind_readers"]
    assert (told["models"], told["models_agreed"]) == (1, agreed)
