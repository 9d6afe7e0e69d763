"""Which steps the reveal shows, and what it says of each."""

from late_parcel import KEY

from app.domain.answer import RedHerring
from app.domain.answer_key import AnswerKey
from app.domain.claim import Pin
from app.domain.diagnosis import Diagnosis, RankedClaim
from app.pages.reveal.steps import marked_steps, numbers_of

CONTROL = AnswerKey(
    scenario="late-parcel",
    variant="a",
    failure_class=None,
    detectability=None,
    fault=None,
    root=(),
    red_herrings=(RedHerring(step=6, why="It was answered when asked again."),),
)


def told(steps):
    return [(step.number, [part.words for part in step.parts], step.skipped) for step in steps]


def test_the_story_runs_from_the_cause_to_the_symptom_in_the_runs_order():
    said = Diagnosis(claims=(RankedClaim(step=5), RankedClaim(step=2)))
    assert told(marked_steps(KEY, said)) == [
        (2, ["root cause", "you named it"], 1),
        (3, ["carried it on"], 0),
        (5, ["you named it"], 1),
        (6, ["carried it on", "red herring"], 0),
        (8, ["symptom"], 1),
    ]


def test_only_steps_of_the_chain_carry_the_failure():
    said = Diagnosis(claims=(RankedClaim(step=5),))
    assert [step.number for step in marked_steps(KEY, said) if step.carries] == [2, 3, 6, 8]


def test_each_step_says_why_it_matters():
    why = {step.number: step.why for step in marked_steps(KEY, Diagnosis())}
    assert why[2] == ("The total has no unit (sealed-wrong)", "The total has no unit (sealed-why)")
    assert why[6] == ("Refusing is what this tool does (sealed-herring)",)
    assert why[8] == ()


def test_a_control_has_only_what_looked_wrong():
    steps = marked_steps(CONTROL, Diagnosis(no_fault=True))
    assert told(steps) == [(6, ["red herring"], 5)]
    assert not steps[0].carries


def test_every_step_that_the_page_names_is_asked_for():
    said = Diagnosis(claims=(RankedClaim(step=5),))
    steps = marked_steps(CONTROL, said)
    assert numbers_of(steps, KEY, said, [Pin(step=7)]) == {1, 2, 5, 6, 7}
