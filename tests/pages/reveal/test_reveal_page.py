"""The reveal: the diagnosis beside what is known, and nothing of it before its time."""

import re

import pytest
from handing_in import hand_in
from late_parcel import SLUG

from app.domain.claim import Pin
from app.domain.diagnosis import Diagnosis, RankedClaim
from app.pages.reveal.page import headline, surplus


@pytest.fixture
def attempt(ada):
    return (
        ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": "open"}).headers["location"].rpartition("/steps/")[0]
    )


@pytest.fixture
def revealed(ada, attempt):
    """The reveal of a diagnosis that names the symptom first and the cause second."""
    hand_in(
        ada,
        attempt,
        claims=[{"step": 8, "confidence": 0.6}, {"step": 2}],
        failure_class="tool.schema_drift",
        explanation="the cents were read as euros",
        pins=[{"step": 3}],
    )
    return ada.get(f"{attempt}/reveal").text


def test_the_card_sets_the_named_steps_beside_the_true_one(revealed):
    assert "It began at step 2. You named step 8, 6 steps after it." in revealed
    assert "60 % sure" in revealed
    assert "tool: unit error" in revealed
    assert "Compare with the healthy run" in revealed


def test_every_criterion_has_its_verdict_sentence_and_points(revealed):
    for criterion, weight in (
        ("Root cause", 40),
        ("Proof", 25),
        ("Path", 10),
        ("Failure class", 10),
        ("Forecast", 15),
    ):
        assert f">{criterion}</th>" in revealed
        assert f"/ {weight}</span>" in revealed
    assert "not answered" in revealed
    assert "20 <span" in revealed  # the cause as the alternative: half of 40


def test_the_trivial_guesses_stand_beside_the_total(revealed):
    assert revealed.count('class="strip-guess"') == 14
    assert "first step that mentions an error" in revealed
    assert "12 % of the time" in revealed
    assert "beside 14 guesses" in revealed


def test_the_chain_marks_cause_symptom_red_herring_and_what_was_named(revealed):
    for part in ("root cause", "carried it on", "symptom", "red herring", "you named it"):
        assert f"</svg>{part}</span>" in revealed
    assert "1 step before" in revealed
    assert "2 steps between" in revealed


def test_the_evidence_tells_what_was_passed_over_and_what_proves_nothing(revealed):
    assert "never opened" in revealed
    assert "You named step 2; it is the root cause." in revealed
    assert "You pinned as well" in revealed
    assert "pinned, beside the proof" in revealed


def test_what_teaches_comes_before_points(revealed):
    places = [revealed.index(f">{title}</h2>") for title in (
        "What happened", "Your commitments, line by line", "Beside the healthy run", "Evidence",
        "Beside guesses that read nothing", "Questions that follow",
    )]  # fmt: skip
    assert places == sorted(places)
    card = revealed.partition('class="verdict-passage"')[2].partition("</section>")[0]
    assert "The passage that differs at step 2" in card
    assert "quillwort" in card


def test_a_forecast_is_told_beside_what_the_change_did(ada, attempt):
    forecast = [{"remedy": "sealed-unit", "passes": 0.75}, {"remedy": "sealed-retry", "passes": 0.5}]
    hand_in(ada, attempt, claims=[{"step": 2}], forecast=forecast)
    page = ada.get(f"{attempt}/reveal").text
    assert "Name the unit (sealed-title): you said 75 %; the check passes." in page
    assert "Retry (sealed-title-two): you said 50 %; the check fails (12.50 is refunded" in page


def test_theories_hints_and_follow_ups_are_told(revealed):
    assert "The specialist erred (sealed-theory)" in revealed
    assert "Notice cents (sealed-hint-3)" in revealed
    assert "How would you test it (sealed-question)?" in revealed
    assert "A strong answer: By contract (sealed-strong)" in revealed


def test_the_healthy_run_is_drawn_beside_the_one_that_was_read(revealed):
    beside = revealed.partition('id="beside"')[2].partition("</section>")[0]
    assert "It parts from the run you read at step 2: result differs." in beside
    assert beside.count('class="arms-arc"') == 3
    assert "<title>Step 2: root cause, you named it</title>" in beside
    assert "<title>Step 3: pinned, beside the proof</title>" in beside
    assert "arms-column--current" not in beside


def test_all_remedies_can_be_chosen_and_nothing_says_which_one_works(revealed):
    assert revealed.count('type="radio" name="remedy"') == 2
    assert "the check passes" not in revealed
    assert "the check fails</span>" not in revealed
    assert "As it was read, the check fails: nothing is refunded, 1250.00 is due (sealed-problem)." in revealed


def outcome(client, attempt, query):
    hand_in(client, attempt, claims=[{"step": 2}], own_fix={"lever": "loop"})
    return client.get(f"{attempt}/reveal?{query}").text.partition('class="fix-outcome"')[2].partition("</section>")[0]


def test_a_remedy_that_repairs_passes_its_check(ada, attempt):
    told = outcome(ada, attempt, "remedy=sealed-unit&expect=fails")
    assert "the check passes" in told
    assert "You expected it to fail; it passes." in told
    assert "The customer gets back what was paid." in told
    assert "It parts from the run you read at step 2: result differs." in told
    assert f'href="{attempt}/comparison/2?arm=sealed-unit#difference"' in told
    assert "All is well hyacinth" in told
    assert "In the same words as the run you read" in told


def test_a_remedy_that_does_not_repair_fails_its_check_and_says_why(ada, attempt):
    told = outcome(ada, attempt, "remedy=sealed-retry&expect=fails")
    assert "the check fails" in told
    assert "12.50 is refunded, 1250.00 is due (sealed-retry-problem)." in told
    assert "Retrying hides nothing (sealed-remark-two)" in told


def test_what_was_tried_before_stays_told(ada, attempt):
    outcome(ada, attempt, "remedy=sealed-unit&expect=passes")
    page = ada.get(f"{attempt}/reveal?tried=passes:sealed-unit&remedy=sealed-retry&expect=passes").text
    assert re.findall(r'name="tried" value="([^"]+)"', page) == ["passes:sealed-retry", "passes:sealed-unit"]
    assert "</svg>passes</span>" in page
    assert "</svg>fails</span>" in page
    assert page.count('class="trial"') == 1


def test_no_change_is_chosen_beforehand_and_none_is_shown_before_it_is_said_what_to_expect(ada, attempt):
    assert "then its run is shown" in outcome(ada, attempt, "remedy=sealed-unit")
    page = ada.get(f"{attempt}/reveal").text
    assert not re.search(r'name="remedy"[^>]* checked', page)
    assert page.count("your lever</span>") == 1


def test_a_remedy_that_is_not_there_is_not_found(ada, attempt):
    outcome(ada, attempt, "")
    assert ada.get(f"{attempt}/reveal?remedy=nobody").status_code == 404


def test_no_fix_is_tried_before_the_diagnosis_is_in(ada, attempt, mallory):
    for query in ("remedy=sealed-unit&expect=passes", "tried=passes:sealed-unit", "remedy=nobody"):
        assert ada.get(f"{attempt}/reveal?{query}").status_code == 404
        assert "sealed-" not in ada.get(f"{attempt}/reveal?{query}").text.replace("sealed-unit", "")
    outcome(ada, attempt, "")
    assert mallory.get(f"{attempt}/reveal?remedy=sealed-unit").status_code == 404


def test_what_was_measured_apart_is_told_apart(revealed):
    assert "0 of 8 steps opened" in revealed
    assert "0 hints taken" in revealed


def test_one_attempt_says_nothing_about_calibration(revealed):
    assert "Brier" not in revealed


def test_a_hint_that_was_taken_is_marked_and_opened_evidence_was_passed_over(ada, attempt):
    ada.post(f"{attempt}/hints")
    ada.post(f"{attempt}/position", data={"step": "2"})
    hand_in(ada, attempt, claims=[{"step": 3}])
    page = ada.get(f"{attempt}/reveal").text
    assert '<span class="badge">taken</span>' in page
    assert "opened and passed over" in page


def test_a_total_that_was_held_down_says_so(ada, attempt):
    hand_in(
        ada,
        attempt,
        claims=[{"step": 8}],
        failure_class="tool.unit_error",
        path={"acted_on": 3, "damage": 6},
        pins=[{"step": 2, "quote": "bergamot", "role": "wrong"}, {"step": 1, "quote": "amaranth", "role": "right"}],
        forecast=[{"remedy": "sealed-unit", "passes": 1}, {"remedy": "sealed-retry", "passes": 0}],
    )
    page = ada.get(f"{attempt}/reveal").text
    assert "Held at 50: without the root cause" in page
    assert "you pinned it" in page


def test_before_it_is_sent_nothing_is_revealed(ada, attempt):
    page = ada.get(f"{attempt}/reveal")
    assert page.status_code == 404
    assert "sealed" not in page.text


def test_mallory_never_sees_adas_reveal(ada, attempt, mallory):
    hand_in(ada, attempt, claims=[{"step": 2}])
    page = mallory.get(f"{attempt}/reveal")
    assert page.status_code == 404
    assert "sealed" not in page.text


def test_naming_no_step_is_said_plainly(ada, attempt):
    hand_in(ada, attempt, explanation="something with cents")
    page = ada.get(f"{attempt}/reveal").text
    assert "You named no step. It began at step 2." in page
    assert '<span class="muted">No step</span>' in page


CLAIMED_3 = Diagnosis(claims=(RankedClaim(step=3),))


@pytest.mark.parametrize(
    ("said", "known", "sentence"),
    [
        (CLAIMED_3, {"clean": False, "root": (3,)}, "You found it: it began at step 3."),
        (CLAIMED_3, {"clean": False, "root": (4,)}, "It began at step 4. You named step 3, 1 step before it."),
        (CLAIMED_3, {"clean": False, "root": (1, 2)}, "It began at step 1. You named step 3, 2 steps after it."),
        (
            Diagnosis(no_fault=True),
            {"clean": False, "root": (4,)},
            "You said that nothing went wrong. It began at step 4.",
        ),
        (
            Diagnosis(no_fault=True),
            {"clean": True, "root": ()},
            "You saw that nothing went wrong. This is a clean control: the run is right although it looks odd.",
        ),
        (
            CLAIMED_3,
            {"clean": True, "root": ()},
            "You found a fault where there is none. This is a clean control: the run is right although it looks odd.",
        ),
    ],
)
def test_the_comparison_in_one_sentence(said, known, sentence):
    assert headline(said, **known) == sentence


def test_pins_on_other_steps_than_the_proving_ones_are_surplus():
    assert surplus([Pin(step=2), Pin(step=5, quote="x")], proving={2}) == [Pin(step=5, quote="x")]
