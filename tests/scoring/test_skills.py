"""What was right first time, by skill and by family."""

from app.domain.score import Outcome, Score, StatedProbability, Verdict
from app.scoring.criteria import CLEAN_CRITERIA, FAULT_CRITERIA
from app.scoring.skills import SKILLS, FamilyTally, Tally, by_family, by_skill


def verdict(criterion: str, outcome: Outcome) -> Verdict:
    return Verdict(criterion=criterion, weight=10, credit=0.5, outcome=outcome, sentence="So it is.")


def scored(*stated: tuple[float, bool], **outcomes: str) -> Score:
    """A score with a verdict for each keyword, and forecasts."""
    told = tuple(verdict(name.replace("_", " "), Outcome(outcome)) for name, outcome in outcomes.items())
    said = tuple(
        StatedProbability(criterion="forecast", probability=probability, came_true=true)
        for probability, true in stated
    )
    return Score(verdicts=told, total=0, stated=said)


def test_every_criterion_is_a_skill() -> None:
    assert list(SKILLS) == [*FAULT_CRITERIA, *CLEAN_CRITERIA]


def test_a_skill_counts_what_was_right_in_part_and_at_all() -> None:
    scores = [
        scored(root_cause="correct", proof="partial"),
        scored(root_cause="incorrect", proof="not answered"),
        scored(root_cause="correct", path="correct"),
        scored(),
    ]
    assert by_skill(scores) == {
        "root cause": Tally(right=2, of=3),
        "proof": Tally(partly=1, of=2),
        "path": Tally(right=1, of=1),
    }


def test_a_criterion_of_an_earlier_version_is_no_skill() -> None:
    assert by_skill([scored(cited_steps="correct", failure_class="correct")]) == {
        "failure class": Tally(right=1, of=1)
    }


def test_a_forecast_is_right_where_every_change_is_on_the_right_side_of_an_even_chance() -> None:
    scores = [
        scored((0.95, True), (0.25, False), forecast="partial"),
        scored((0.75, True), (0.5, True), forecast="partial"),
        scored((0.75, True), (0.5, False), forecast="partial"),
        scored((0.05, True), (0.75, False), forecast="incorrect"),
        scored(forecast="not answered"),
    ]
    assert by_skill(scores) == {"forecast": Tally(right=1, partly=2, of=5)}


def test_a_forecast_of_which_nothing_was_kept_is_left_out() -> None:
    assert by_skill([scored(forecast="partial")]) == {}


def test_families_stand_from_a_to_z_each_with_its_own_runs() -> None:
    scores = [
        ("tool.unit_error", scored(root_cause="correct", failure_class="partial")),
        ("retrieval.stale_index", scored(root_cause="incorrect", failure_class="correct")),
        ("tool.schema_drift", scored(root_cause="partial")),
        ("loop.repeat_call", scored()),
    ]
    assert by_family(scores) == (
        FamilyTally(family="loop"),
        FamilyTally(family="retrieval", found=Tally(of=1), named=Tally(right=1, of=1)),
        FamilyTally(family="tool", found=Tally(right=1, partly=1, of=2), named=Tally(partly=1, of=1)),
    )
