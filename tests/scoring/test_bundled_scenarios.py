"""The scenarios that come with Misstep: what a careful reader, a guess and a shotgun earn on each of their runs."""

import pytest

from app.catalog.catalog import Catalog, load_catalog
from app.domain.claim import Pin
from app.domain.diagnosis import Cleared, Diagnosis, FailurePath, Forecast, Proof, RankedClaim
from app.domain.diagnosis_json import diagnosis_from_json
from app.domain.score import Score
from app.practice.compare import compare
from app.scoring.baselines import MOST
from app.settings import bundled

FAULTS = ("the-autumn-return", "the-house-move", "the-november-bonus")
CONTROL = "the-sunday-refund"
EVERY = [(slug, variant) for slug in (*FAULTS, CONTROL) for variant in "abc"]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(bundled("scenarios"), bundled("traces"))


def scored(catalog: Catalog, slug: str, variant: str, diagnosis: Diagnosis) -> Score:
    return compare(catalog, slug=slug, variant=variant, diagnosis=diagnosis).score


@pytest.mark.parametrize(("slug", "variant"), EVERY)
def test_no_guess_earns_more_than_forty(catalog: Catalog, slug: str, variant: str) -> None:
    baselines = scored(catalog, slug, variant, Diagnosis()).baselines
    assert len(baselines) == 14
    assert max(guess.total for guess in baselines) <= MOST


@pytest.mark.parametrize(("slug", "variant"), [each for each in EVERY if each[0] != CONTROL])
def test_who_finds_what_the_key_says_earns_a_hundred(catalog: Catalog, slug: str, variant: str) -> None:
    key = catalog.answer_key(slug, variant)
    wrong = next(place for place in key.wrong if place.step in key.root)
    found = Diagnosis(
        claims=(RankedClaim(step=key.root[0]),),
        proof=Proof(
            wrong=(Pin(step=wrong.step, quote=wrong.quote),),
            right=(Pin(step=key.right[0].step, quote=key.right[0].quote),),
        ),
        path=FailurePath(acted_on=key.acted_on[0], damage=key.damage[0]),
        failure_class=key.failure_class,
        forecast=tuple(Forecast(remedy=each.id, passes=float(each.repairs)) for each in key.asked),
    )
    assert scored(catalog, slug, variant, found).total == 100.0


@pytest.mark.parametrize("variant", "abc")
def test_who_clears_two_suspects_of_the_control_earns_a_hundred(catalog: Catalog, variant: str) -> None:
    suspects = [each for each in catalog.answer_key(CONTROL, variant).suspects if each.steps and each.ruled_out_by]
    cleared = tuple(
        Cleared(
            step=each.steps[0], ruled_out_by=Pin(step=each.ruled_out_by[0].step, quote=each.ruled_out_by[0].quote)
        )
        for each in suspects[:2]
    )
    assert scored(catalog, CONTROL, variant, Diagnosis(no_fault=True, cleared=cleared)).total == 100.0
    assert scored(catalog, CONTROL, variant, Diagnosis(no_fault=True)).total == 40.0


# What careful readers of variant a wrote down from its steps, in words of their own.
READERS = [
    (
        "the-autumn-return",
        {
            "claims": [{"step": 11, "confidence": 0.9}],
            "proof": {
                "wrong": [{"step": 11, "quote": "2026-08-24"}],
                "right": [{"step": 4, "quote": "RET-DE/4"}],
            },
            "failure_class": "retrieval.stale_index",
        },
        75.0,
    ),
    (
        "the-autumn-return",
        {"claims": [{"step": 10}], "failure_class": "retrieval.wrong_filter"},
        45.0,
    ),  # the tool around the search is the same call
    ("the-november-bonus", {"claims": [{"step": 6}], "failure_class": "tool.first_page_only"}, 50.0),
    (
        "the-november-bonus",
        {
            "claims": [{"step": 6}],
            "proof": {"wrong": [{"step": 6, "quote": '"has_more": true'}], "right": [{"step": 2, "quote": "42"}]},
        },
        52.0,
    ),
]


@pytest.mark.parametrize(("slug", "written", "total"), READERS)
def test_what_readers_wrote_earns_what_it_is_worth(
    catalog: Catalog, slug: str, written: dict[str, object], total: float
) -> None:
    assert scored(catalog, slug, "a", diagnosis_from_json(written)).total == total
