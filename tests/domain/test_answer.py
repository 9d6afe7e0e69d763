"""What is told of an answer key: all that is known, and no way to another arm's run."""

from dataclasses import asdict, replace

import pytest

from app.domain.answer import Answer, Hint, KeyStep, Place, RedHerring, RemedyOutcome, Suspect, WrongTheory
from app.domain.answer_key import AnswerKey, Remedy
from app.domain.fault import Lever

UNIT = Remedy(id="unit", title="Name the unit", detail="In the tool.", lever=Lever.TOOL, repairs=True, run="a1b2c3d4")
KEY = AnswerKey(
    scenario="late-parcel",
    variant="a",
    failure_class="tool.unit_error",
    detectability=None,
    fault="unit",
    root=(2,),
    evidence=(KeyStep(step=2, why="cents"),),
    remedies=(UNIT,),
    hints=(Hint(text="look at the total", step=2),),
    healthy_run="e5f6a7b8",
)


def test_the_answer_says_all_that_is_known() -> None:
    told = KEY.answer()
    assert type(told) is Answer
    assert (told.root, told.evidence, told.hints, told.clean) == (KEY.root, KEY.evidence, KEY.hints, False)
    assert told.remedies == (
        RemedyOutcome(id="unit", title="Name the unit", detail="In the tool.", lever=Lever.TOOL, repairs=True),
    )


def test_the_answer_leads_to_no_run_of_another_arm() -> None:
    told = str(asdict(KEY.answer()))
    assert "a1b2c3d4" not in told
    assert "e5f6a7b8" not in told


def test_a_change_is_asked_about_where_all_its_plays_agree() -> None:
    torn = replace(UNIT, id="torn", plays=(True, False))
    sure = replace(UNIT, id="sure", repairs=False, plays=(False, False))
    assert [each.passes for each in (UNIT, torn, sure)] == [True, None, False]
    assert [each.id for each in replace(KEY, remedies=(UNIT, torn, sure)).asked] == ["unit", "sure"]


def test_suspects_are_what_looks_wrong_and_what_theories_blame() -> None:
    there = (Place(step=3, why="once", quote="replayed"),)
    herring = RedHerring(step=4, why="It was sent again.", ruled_out_by=there)
    theory = WrongTheory(theory="Paid twice", ruled_out_by="One refund.", steps=(5,), blames=(4, 6), places=there)
    assert replace(KEY, red_herrings=(herring,), wrong_theories=(theory,)).suspects == (
        Suspect(steps=(4,), why="It was sent again.", ruled_out_by=there),
        Suspect(steps=(4, 6), why="One refund.", ruled_out_by=there),
    )


@pytest.mark.parametrize(
    ("step", "frontier", "past"), [(5, 4, True), (5, 5, False), (None, 7, True), (None, 8, False), (12, 8, False)]
)
def test_a_hint_waits_for_its_step_or_else_for_the_end_of_the_run(
    step: int | None, frontier: int, *, past: bool
) -> None:
    assert Hint(text="look at the total", step=step).points_past(frontier, last_step=8) is past
