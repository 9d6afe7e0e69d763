"""The keys of the bundled scenarios: what a careful reader would commit to counts, in every variant."""

import pytest

from app.catalog.catalog import load_catalog
from app.catalog.recorded_run import read_run
from app.domain.claim import Pin, ProofRole
from app.domain.diagnosis import Cleared, Diagnosis
from app.practice.compare import compare
from app.scoring.places import Placement, placement
from app.scoring.proof import places
from app.scoring.step_values import StepValues
from app.settings import bundled

CATALOG = load_catalog(bundled("scenarios"), bundled("traces"))
VARIANTS = [(scenario.slug, variant.id) for scenario in CATALOG.scenarios for variant in scenario.variants]
FAULTY = [place for place in VARIANTS if not CATALOG.answer_key(*place).clean]
CLEAN = [place for place in VARIANTS if CATALOG.answer_key(*place).clean]

# What readers of variant a pin, in their own cut: a field, a row, a sentence, a part of one.
PINNED = [
    ("the-autumn-return", ProofRole.WRONG, 11, "2026-08-24"),
    ("the-autumn-return", ProofRole.WRONG, 11, "RET-DE/3#2"),
    ("the-autumn-return", ProofRole.WRONG, 10, '"valid_from": "2025-03-01", "indexed": "2026-08-24"'),
    ("the-autumn-return", ProofRole.WRONG, 11, "a handling fee of 20 % of the goods value is then deducted"),
    ("the-autumn-return", ProofRole.WRONG, 12, "By RET-DE/3 the full refund ends after 30 days"),
    ("the-autumn-return", ProofRole.RIGHT, 4, '"returns": "RET-DE/4"'),
    ("the-autumn-return", ProofRole.RIGHT, 4, "RET-DE/4"),
    ("the-autumn-return", ProofRole.RIGHT, 15, "RET-DE/4#3"),
    ("the-autumn-return", ProofRole.RIGHT, 33, '"indexed": "2026-11-12"'),
    ("the-house-move", ProofRole.WRONG, 21, "- Sturdy cartons, nothing left with neighbours."),
    ("the-house-move", ProofRole.WRONG, 22, "What the customer wants"),
    (
        "the-house-move",
        ProofRole.WRONG,
        26,
        "if they name none that of the order. So Nikolausberger Weg 71, 37073 Göttingen",
    ),
    ("the-house-move", ProofRole.RIGHT, 10, "please send all of it to my sister"),
    ("the-house-move", ProofRole.RIGHT, 15, "Ines Brandt, Am Dobben 44, 28203 Bremen"),
    ("the-house-move", ProofRole.RIGHT, 21, "So please send all of it to my sister"),
    ("the-house-move", ProofRole.RIGHT, 18, '"postcode": "28203"'),
    ("the-november-bonus", ProofRole.WRONG, 6, '"has_more": true'),
    ("the-november-bonus", ProofRole.WRONG, 6, '"returned": 25'),
    ("the-november-bonus", ProofRole.WRONG, 6, "2026-04-03T08:00:18Z"),
    ("the-november-bonus", ProofRole.WRONG, 7, "25 orders, 20 delivered and paid for"),
    ("the-november-bonus", ProofRole.RIGHT, 2, '"orders_12_months": 42'),
    ("the-november-bonus", ProofRole.RIGHT, 6, "rows returned 42"),
    ("the-november-bonus", ProofRole.RIGHT, 6, '"has_more": true'),
    ("the-november-bonus", ProofRole.RIGHT, 6, '"placed_from": "2025-11-01"'),
    ("the-november-bonus", ProofRole.RIGHT, 15, "The bonus year runs from 1 November 2025 to 31 October 2026"),
]
# What shows only that the run ended badly, or shows the other thing.
BESIDE_THE_POINT = [
    ("the-autumn-return", ProofRole.WRONG, 31, '"amount": "288.04"'),
    ("the-autumn-return", ProofRole.WRONG, 4, "RET-DE/4"),
    ("the-autumn-return", ProofRole.WRONG, 15, '"indexed": "2026-11-12"'),
    ("the-autumn-return", ProofRole.RIGHT, 11, "2026-08-24"),
    ("the-autumn-return", ProofRole.RIGHT, 1, "Maren Hollstein"),
    ("the-house-move", ProofRole.WRONG, 27, '"postcode": "37073"'),
    ("the-house-move", ProofRole.WRONG, 18, '"postcode": "28203"'),
    ("the-house-move", ProofRole.RIGHT, 27, '"postcode": "37073"'),
    ("the-house-move", ProofRole.RIGHT, 4, "Nikolausberger Weg 71"),
    ("the-november-bonus", ProofRole.WRONG, 34, '"amount": "277.50"'),
    ("the-november-bonus", ProofRole.WRONG, 6, "DE-2753429"),
    ("the-november-bonus", ProofRole.RIGHT, 6, "DE-2753429"),
    ("the-november-bonus", ProofRole.RIGHT, 27, '"rounded": "277.50"'),
]


def run_of(slug, variant):
    return read_run(CATALOG.runs(slug, variant)[CATALOG.variant(slug, variant).run])


def scored(slug, variant, diagnosis):
    return compare(CATALOG, slug=slug, variant=variant, diagnosis=diagnosis).score


def pin_of(place):
    return Pin(step=place.step, quote=place.quote) if place.quote else Pin(step=place.step, missing=place.missing)


@pytest.mark.parametrize("place", FAULTY, ids="/".join)
def test_every_passage_that_a_key_names_can_be_pinned_and_counts(place):
    key, values = CATALOG.answer_key(*place), StepValues(run_of(*place))
    for role in ProofRole:
        for each in places(key, role):
            assert placement(pin_of(each), places(key, role), values)[0] is Placement.MET, each


@pytest.mark.parametrize(("slug", "role", "step", "quote"), PINNED)
def test_what_readers_pin_in_their_own_cut_counts(slug, role, step, quote):
    key, values = CATALOG.answer_key(slug, "a"), StepValues(run_of(slug, "a"))
    assert placement(Pin(step=step, quote=quote), places(key, role), values)[0] is Placement.MET


@pytest.mark.parametrize(("slug", "role", "step", "quote"), BESIDE_THE_POINT)
def test_what_shows_only_the_outcome_or_the_other_thing_does_not(slug, role, step, quote):
    key, values = CATALOG.answer_key(slug, "a"), StepValues(run_of(slug, "a"))
    assert placement(Pin(step=step, quote=quote), places(key, role), values)[0] is Placement.ELSEWHERE


@pytest.mark.parametrize("place", CLEAN, ids="/".join)
def test_any_suspect_of_a_control_is_cleared_by_any_passage_that_rules_it_out(place):
    key, values = CATALOG.answer_key(*place), StepValues(run_of(*place))
    for suspect in key.suspects:
        assert suspect.steps
        for each in suspect.ruled_out_by:
            assert placement(pin_of(each), suspect.ruled_out_by, values)[0] is Placement.MET, each


@pytest.mark.parametrize(("slug", "variant"), CLEAN, ids=str)
def test_a_control_is_read_to_the_end_by_clearing_the_repeated_request_and_the_promise(slug, variant):
    run = run_of(slug, variant)
    lost = next(step.number for step in run.steps if step.name == "create_refund" and step.failed)
    noted = next(step.number for step in run.steps if step.name == "recall_customer")
    asked = next(step.number for step in run.steps if step.name == "list_refunds") + 1
    listed = max(step.number for step in run.steps if step.name == "list_refunds")
    cleared = (
        Cleared(step=lost, ruled_out_by=Pin(step=listed, quote='"count": 2')),
        Cleared(step=noted, ruled_out_by=Pin(step=asked, quote="The note is dated and names no amount")),
    )
    assert scored(slug, variant, Diagnosis(no_fault=True, cleared=cleared)).total == 100
    assert scored(slug, variant, Diagnosis(no_fault=True)).total == 40
