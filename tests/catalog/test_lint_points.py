"""What guesses, and the diagnoses of siblings, would score on a recorded run."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog.catalog import load_catalog
from app.catalog.lint.check import check
from app.catalog.lint.points import ItemPoints, points
from app.catalog.lint.transplant import best_diagnosis, transplanted
from app.catalog.recorded import write_sealed
from app.catalog.recorded_run import read_run
from app.domain.answer import Place
from app.domain.answer_key import AnswerKey
from app.domain.claim import Pin
from app.domain.diagnosis import Diagnosis, FailurePath, Proof, RankedClaim
from app.domain.step import Run


@pytest.fixture
def key(folder: Path, traces: Path) -> AnswerKey:
    return load_catalog(folder.parent, traces).answer_key("blue-kettle", "a")


@pytest.fixture
def run(kettle: Path) -> Run:
    return read_run(kettle)


def without(run: Run, *names: str) -> Run:
    """The run without the steps of these names, numbered anew."""
    kept = [step for step in run.steps if step.name not in names]
    return replace(run, steps=tuple(replace(step, number=place) for place, step in enumerate(kept, start=1)))


def test_every_run_tells_what_guesses_and_siblings_earn(folder: Path, traces: Path) -> None:
    a, b = check(folder.parent, traces).items
    assert (a.where, a.siblings, b.siblings) == ("traces/blue-kettle/a", {"b": 100.0}, {"a": 100.0})
    assert a.guesses["first mention of the final value"] == 40.0
    assert (a.guesses["last step"], a.guesses["always “nothing is wrong”"]) == (0.0, 0.0)


def test_a_guess_that_earns_more_than_forty_is_a_problem() -> None:
    item = ItemPoints(
        where="traces/blue-kettle/a", guesses={"last step": 12.0, "shotgun": 52.5}, siblings={"b": 100.0}
    )
    (problem,) = points((item,))
    assert (problem.what, problem.note) == ("“shotgun” earns 52.5 points", False)
    assert list(points((replace(item, guesses={"shotgun": 40.0}),))) == []


def test_a_key_of_another_fault_is_not_solved_by_its_sibling(folder: Path, traces: Path, key: AnswerKey) -> None:
    elsewhere = replace(
        key, variant="b", failure_class="loop.repeat_call", root=(12,), near=(), chain=(), symptom=(20,),
        accepted_roots=(), accepted_classes=(), consequences=(), acted_on=(14,), damage=(20,),
        wrong=(Place(step=12, why="-", quote="[]"),), right=(Place(step=14, why="-", quote="5000"),),
    )  # fmt: skip
    write_sealed(traces / "blue-kettle/b", elsewhere)
    _, b = check(folder.parent, traces).items
    assert b.siblings == {"a": 15.0}  # the changes are the same in this pack, so its forecast is right


def test_steps_are_found_by_what_they_were_asked_and_passages_by_their_words_or_their_place(run: Run) -> None:
    found = Diagnosis(
        claims=(RankedClaim(step=8), RankedClaim(step=6)),
        proof=Proof(wrong=(Pin(step=8, quote="1250"),), right=(Pin(step=2, quote="12.50 EUR"),)),
        path=FailurePath(acted_on=9, damage=18),
    )
    sibling = without(run, "get_customer")
    cheaper = tuple(
        replace(step, output={"order": "K-18", "price": "9.90 EUR"}) if step.name == "get_order" else step
        for step in sibling.steps
    )
    carried = transplanted(found, run=run, onto=replace(sibling, steps=cheaper), key=AnswerKey(
        scenario="blue-kettle", variant="b", failure_class=None, detectability=None, fault=None, root=(),
    ))  # fmt: skip
    assert [claim.step for claim in carried.claims] == [7]
    assert carried.proof.wrong == (Pin(step=7, quote="1250"),)
    assert carried.proof.right == (Pin(step=2, quote="9.90 EUR"),)
    assert (carried.path.acted_on, carried.path.damage) == (8, 17)


def test_the_best_diagnosis_of_a_control_clears_two_suspects(key: AnswerKey, run: Run) -> None:
    control = replace(key, failure_class=None, root=(), wrong=(), right=(), acted_on=(), damage=(), remedies=())
    best = best_diagnosis(control)
    assert best.no_fault
    assert [(each.step, each.ruled_out_by) for each in best.cleared] == [
        (4, Pin(step=16, quote="30 days")),
        (6, Pin(step=6, quote="Nadia")),
    ]
    carried = transplanted(best, run=run, onto=without(run, "get_customer", "get_terms"), key=control)
    assert [(each.step, each.ruled_out_by) for each in carried.cleared] == [(4, None)]
