"""Hand-written diagnoses of the scenarios that come with Misstep, and what each earns."""

from dataclasses import dataclass

import pytest

from app.catalog.catalog import load_catalog
from app.domain.diagnosis import diagnosis_from_json
from app.domain.errors import DiagnosisRejected
from app.domain.json import JSON
from app.domain.score import Score
from app.practice.compare import compare
from app.settings import bundled


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a careful reader of variant a finds out, written down by hand from its steps."""

    steps: int
    root: int
    near: int
    chain: int
    symptom: int
    red_herring: int
    evidence: tuple[tuple[int, str], ...]
    failure_class: str
    same_family: str
    lever: str
    accepted: str
    useless_remedy: str
    explanation: str
    everything: float


FAULTS = {
    "the-autumn-return": Known(
        steps=43,
        root=11,
        near=10,
        chain=12,
        symptom=38,
        red_herring=19,
        evidence=((11, "2026-08-24"), (4, "RET-DE/4"), (15, "RET-DE/4#3")),
        failure_class="retrieval.stale_index",
        same_family="retrieval.wrong_filter",
        lever="retrieval",
        accepted="prompt",
        useless_remedy="more-passages",
        explanation=(
            "The search for the return window was answered from an outdated index, which still held the policy before "
            "RET-DE/4. The order was placed under RET-DE/4, and other searches of the same run gave that version. "
            "By the old rule the return was late, so 20 % were deducted as a fee, and this amount was refunded."
        ),
        everything=21.0,  # half of 35 for the root as second claim, and 20 x 6 / 34: 28 of the 43 steps prove nothing
    ),
    "the-november-bonus": Known(
        steps=41,
        root=6,
        near=5,
        chain=7,
        symptom=37,
        red_herring=11,
        evidence=((6, '"has_more": true'), (2, "orders_12_months"), (21, "")),
        failure_class="tool.first_page_only",
        same_family="tool.output_truncated",
        lever="tool",
        accepted="prompt",
        useless_remedy="add-twice",
        explanation=(
            "list_orders returned only the first page of the orders: 25 rows, with has_more set and a cursor. "
            "The oldest order that was read is months younger than the start of the year asked for. "
            "So the turnover was too low, it fell into a lower band, and the credit note was too small."
        ),
        everything=21.2,  # the same with 26 of 41 steps: 17.5 and 20 x 6 / 32
    ),
    "the-house-move": Known(
        steps=50,
        root=21,
        near=22,
        chain=26,
        symptom=49,
        red_herring=15,
        evidence=((21, "Am Dobben 44"), (18, "28203"), (26, "Summary of the conversation so far")),
        failure_class="context.compaction_drops_rule",
        same_family="context.window_truncation",
        lever="context",
        accepted="tool",
        useless_remedy="obey",
        explanation=(
            "When the conversation was shortened, the notes that took its place left out the delivery address. "
            "The customer had asked for Am Dobben 44, and the first booking, made before the notes, went there. "
            "Without it the assistant fell back to the address of the order and booked the rest to the old flat."
        ),
        everything=20.3,  # 37 of 50 steps: 17.5 and 20 x 6 / 43
    ),
}
OTHER_WORDS = [
    (
        "the-autumn-return",
        (
            "Step 11 was served from a snapshot built on 2026-08-24, which still has RET-DE/3. The order accepted RET-DE/4, "
            "and all later searches show that one. So the agent took off 20% and the customer got 288.04 in the refund."
        ),
    ),
    (
        "the-autumn-return",
        (
            "The lookup hit a replica that had not been refreshed since August. The customer bought under the policy "
            "valid from 1 September, which the other searches quote. A fifth was withheld from the payout because of it."
        ),
    ),
    (
        "the-november-bonus",
        (
            "The tool only gave back the latest 25 orders of the year and there was a next_cursor that nobody followed. "
            "Everything from November to March was never fetched. The total stayed under 16,000 and in the 2% bracket."
        ),
    ),
    (
        "the-house-move",
        (
            "gpt-5-mini rewrote the history and the sister's address did not survive. The user had stated it explicitly "
            "in the chat. With only the summary left, two parcels went to the address on the order."
        ),
    ),
]
BLUFFS = [
    ("the-autumn-return", "The retrieval step was poor, so the answer was wrong and the customer was unhappy."),
    (
        "the-november-bonus",
        "The agent did not check the data carefully and should verify its results before it acts.",
    ),
    ("the-house-move", "The agent has a memory problem and lost track; a larger context window would help it."),
]
CATALOG = load_catalog(bundled("scenarios"), bundled("traces"))
CONTROLS = [each.slug for each in CATALOG.scenarios if CATALOG.answer_key(each.slug, "a").clean]
slugs = pytest.mark.parametrize("slug", FAULTS)
control_slugs = pytest.mark.parametrize("slug", CONTROLS)


def scored(slug: str, body: JSON) -> Score:
    return compare(CATALOG, slug=slug, variant="a", diagnosis=diagnosis_from_json(body)).score


def outcomes(score: Score) -> list[str]:
    return [verdict.outcome.value for verdict in score.verdicts]


def whole(known: Known, *steps: int) -> dict[str, JSON]:
    """A diagnosis that is right in everything but, perhaps, the steps it names."""
    return {
        "claims": [{"step": step, "confidence": 0.8} for step in steps],
        "failure_class": known.failure_class,
        "evidence": [{"step": step, "quote": quote or None} for step, quote in known.evidence],
        "explanation": known.explanation,
        "fix_lever": known.lever,
    }


def test_every_bundled_scenario_is_tested_here() -> None:
    assert sorted(scenario.slug for scenario in CATALOG.scenarios) == sorted([*FAULTS, *CONTROLS])


@slugs
def test_a_diagnosis_that_is_right_in_everything(slug: str) -> None:
    score = scored(slug, whole(FAULTS[slug], FAULTS[slug].root))
    assert {verdict.criterion: verdict.points for verdict in score.verdicts} == {
        "root cause": 35, "evidence": 20, "failure class": 15, "explanation": 15, "fix": 15,
    }  # fmt: skip
    assert (score.total, score.capped) == (100.0, False)


@slugs
def test_the_root_cause_and_nothing_else(slug: str) -> None:
    score = scored(slug, {"claims": [{"step": FAULTS[slug].root}]})
    assert (score.total, score.capped) == (35.0, False)
    assert outcomes(score) == ["correct", "not answered", "not answered", "not answered", "not answered"]


@slugs
def test_the_symptom_in_place_of_the_cause(slug: str) -> None:
    score = scored(slug, {"claims": [{"step": FAULTS[slug].symptom}]})
    assert (score.total, score.verdicts[0].points, score.verdicts[0].outcome) == (8.8, 8.75, "partial")
    assert (
        "that is where it became visible, not where it began: a quarter of the credit" in score.verdicts[0].sentence
    )


@slugs
def test_the_symptom_with_all_else_right_is_held_at_the_cap(slug: str) -> None:
    score = scored(slug, whole(FAULTS[slug], FAULTS[slug].symptom))
    assert (score.total, score.capped) == (50.0, True)


@slugs
def test_the_step_that_wraps_the_cause(slug: str) -> None:
    assert scored(slug, {"claims": [{"step": FAULTS[slug].near}]}).total == 24.5


@pytest.mark.parametrize(("slug", "explanation"), OTHER_WORDS)
def test_an_honest_explanation_in_other_words(slug: str, explanation: str) -> None:
    assert scored(slug, {"explanation": explanation}).verdicts[3].points == 15


@pytest.mark.parametrize(("slug", "explanation"), BLUFFS)
def test_an_explanation_that_says_nothing_of_this_run(slug: str, explanation: str) -> None:
    assert scored(slug, {"explanation": explanation}).verdicts[3].points == 0


@slugs
def test_a_step_of_the_chain(slug: str) -> None:
    assert scored(slug, {"claims": [{"step": FAULTS[slug].chain}]}).total == 14.0
    assert scored(slug, whole(FAULTS[slug], FAULTS[slug].chain)).total == 79.0


@slugs
def test_a_red_herring(slug: str) -> None:
    known = FAULTS[slug]
    score = scored(slug, {"claims": [{"step": known.red_herring}], "evidence": [{"step": known.red_herring}]})
    assert (score.total, outcomes(score)[:2]) == (0.0, ["incorrect", "incorrect"])
    assert "that is a red herring" in score.verdicts[0].sentence


@slugs
def test_everything_named(slug: str) -> None:
    known = FAULTS[slug]
    body: JSON = {
        "claims": [{"step": known.symptom}, {"step": known.root}, {"step": known.red_herring}],
        "evidence": [{"step": step} for step in range(1, known.steps + 1)],
    }
    assert scored(slug, body).total == known.everything


@slugs
def test_another_class_of_the_family_and_an_accepted_lever(slug: str) -> None:
    known = FAULTS[slug]
    body = whole(known, known.root) | {"failure_class": known.same_family, "fix_lever": known.accepted}
    score = scored(slug, body)
    assert [verdict.points for verdict in score.verdicts] == [35, 20, 7.5, 15, 10.5]
    assert score.total == 88.0


@slugs
def test_a_remedy_that_does_not_repair(slug: str) -> None:
    score = scored(slug, {"remedy": FAULTS[slug].useless_remedy})
    assert (score.total, score.verdicts[4].outcome) == (0.0, "incorrect")
    assert "the run still fails its check" in score.verdicts[4].sentence


@slugs
def test_no_fault_on_a_fault(slug: str) -> None:
    score = scored(slug, {"no_fault": True, "explanation": FAULTS[slug].explanation})
    assert (score.total, outcomes(score)) == (0.0, ["incorrect"] * 5)


@pytest.mark.parametrize("slug", [*FAULTS, *CONTROLS])
def test_an_empty_diagnosis(slug: str) -> None:
    score = scored(slug, {})
    assert (score.total, outcomes(score)) == (0.0, ["not answered"] * 5)


@pytest.mark.parametrize("slug", [*FAULTS, *CONTROLS])
def test_a_malformed_diagnosis(slug: str) -> None:
    with pytest.raises(DiagnosisRejected, match=r"^claims\[0\]\.step: this run has no step 4000"):
        scored(slug, {"claims": [{"step": 4000}]})
    with pytest.raises(DiagnosisRejected, match=r"^evidence\[0\]\.step: expected a step number from 1 on, got '4'"):
        scored(slug, {"evidence": [{"step": "4"}]})
    with pytest.raises(DiagnosisRejected, match=r"^remedy: 'hope' is not a remedy of this scenario"):
        scored(slug, {"remedy": "hope"})


@control_slugs
def test_no_fault_on_a_control(slug: str) -> None:
    score = scored(slug, {"no_fault": True})
    assert (score.total, outcomes(score)) == (100.0, ["correct"] * 5)


@control_slugs
def test_a_red_herring_blamed_on_a_control(slug: str) -> None:
    herring = CATALOG.answer_key(slug, "a").red_herrings[0]
    score = scored(slug, {"claims": [{"step": herring.step}], "failure_class": "tool.swallowed_error"})
    assert (score.total, outcomes(score)) == (0.0, ["incorrect"] * 5)
    assert "this run has no fault" in score.verdicts[0].sentence
    assert herring.why in score.verdicts[0].sentence


@slugs
def test_no_guess_that_reads_nothing_passes_half_the_credit_for_the_cause(slug: str) -> None:
    baselines = scored(slug, {}).baselines
    assert len(baselines) == 9
    assert max(baseline.total for baseline in baselines) <= 17.5
