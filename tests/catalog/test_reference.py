"""Which step an authored reference means."""

from pathlib import Path

import pytest

from app.catalog.recorded_run import read_run
from app.catalog.reference import resolve, resolve_all
from app.domain.errors import ScenarioRejected
from app.domain.step import Run

FACTS = {"order": "K-17", "cents": 1250}


@pytest.fixture
def run(kettle: Path) -> Run:
    return read_run(kettle)


@pytest.mark.parametrize(
    ("reference", "step"),
    [
        ("tool:get_invoice", 8),
        ("tool:get_invoice#1", 8),
        ("tool:get_invoice#-1", 8),
        ("tool#3", 6),
        ("tool#-1", 20),
        ("model#2", 3),
        ("tool:refund~EUR", 18),
        ("tool~{order}", 2),
        ("tool~{order}#2", 8),
        ('tool~"total": {cents}', 8),
        ("model~You get 1250", 21),
        ("tool:get_invoice^", 7),
        ("tool:get_invoice>", 9),
        ("tool:get_invoice#1>>", 11),
        ("tool:get_invoice^>", 9),
        (" tool:get_invoice ", 8),
    ],
)
def test_a_reference_means_one_step(reference: str, step: int, run: Run) -> None:
    assert resolve(reference, run=run, facts=FACTS) == step
    assert resolve_all(reference, run=run, facts=FACTS) == (step,)


@pytest.mark.parametrize(
    ("reference", "steps"),
    [
        ("tool~{order}#*", (2, 8)),
        ("tool~{order}#*^", (1, 7)),
        ("tool~{order}#*>", (3, 9)),
        ("tool:get_invoice#*", (8,)),
        ("model#*", (1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21)),
    ],
)
def test_a_reference_with_a_star_means_every_such_step(reference: str, steps: tuple[int, ...], run: Run) -> None:
    assert resolve_all(reference, run=run, facts=FACTS) == steps


def test_a_reference_with_a_star_that_matches_nothing_says_why(run: Run) -> None:
    with pytest.raises(ScenarioRejected, match=r"'tool:get_bill#\*' matches 0 steps; this run's tool steps are"):
        resolve_all("tool:get_bill#*", run=run, facts=FACTS)


def test_where_one_step_is_asked_for_every_step_is_refused(run: Run) -> None:
    with pytest.raises(ScenarioRejected, match="means every such step where one is asked for; give its number"):
        resolve("tool:get_invoice#*", run=run, facts=FACTS)


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (
            "tool:get_bill",
            "'tool:get_bill' matches 0 steps; this run's tool steps are: tool:get_address, tool:get_cust",
        ),
        ("retrieval:search", "matches 0 steps; this run's retrieval steps are: none"),
        ("tool:refund#2", "'tool:refund#2' matches 1 steps"),
        ("tool:refund#-2", "'tool:refund#-2' matches 1 steps"),
        ("model~Please refund my kettle", "matches 0 steps"),
        ("tool~{invoice}", "'tool~{invoice}': no fact 'invoice'; there are: cents, order"),
        ("tool:{name}", "no fact 'name'"),
        ("gadget:refund", "is not a step reference; write KIND:NAME#N, with KIND one of model, tool"),
        ("", "is not a step reference"),
        ("tool:refund#0", "is not a step reference"),
        ("model#1^", "no model step asked for step 1 (kettle-1); leave out ^"),
        ("model#-1>", "no model step follows step 21 (kettle-1); leave out >"),
    ],
)
def test_a_reference_that_means_nothing_says_why(reference: str, said: str, run: Run) -> None:
    with pytest.raises(ScenarioRejected) as rejected:
        resolve(reference, run=run, facts=FACTS)
    assert said in str(rejected.value)
