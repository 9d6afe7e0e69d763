"""What somebody's own attempts come to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from adas_attempt import NINE
from late_parcel import KEY
from many_parcels import write_control, write_parcels
from own_attempts import ADA, FORESEEN, MALLORY, PROOF, begun, claiming, handed_in, locked
from sqlalchemy import event

from app.domain.change import AttemptStarted, DiagnosisScored, DiagnosisSubmitted, RunAssigned, RunDeleted
from app.domain.diagnosis import Diagnosis, Forecast
from app.domain.errors import NotFound
from app.domain.scenario import Reveal
from app.domain.score import Outcome, Score, Verdict
from app.practice.load_bundled import load_bundled
from app.practice.read_own_record import PAGE, own_attempt, read_own_record
from app.scoring.calibration import Calibration
from app.scoring.skills import FamilyTally, Tally

STALE = replace(KEY, failure_class="retrieval.stale_index")
TEN = [f"parcel-{number:02}" for number in range(1, 11)]


@pytest.fixture
def shelf(store, tmp_path):
    """Ten parcels, one of which a stale index delayed, and a control."""
    packs = write_parcels(tmp_path, TEN)
    write_parcels(tmp_path, ["stale"], STALE)
    write_control(tmp_path, "control")
    load_bundled(store, scenarios=packs.scenarios, traces=packs.traces)
    return store


def record(store, viewer=ADA, page=1):
    with store.reading() as work:
        return read_own_record(work, viewer=viewer, page=page)


def test_what_was_right_first_time_is_told_by_skill_and_by_family(shelf):
    beside = Diagnosis(claims=claiming(8, 0.6).claims, failure_class="retrieval.partial_index")
    half_foreseen = tuple(Forecast(remedy=each.remedy, passes=0.75) for each in FORESEEN)
    with shelf.writing() as work:
        handed_in(work, TEN[0], pins=PROOF, forecast=FORESEEN, hints=2)
        handed_in(work, "stale", beside, forecast=half_foreseen, at=NINE + timedelta(hours=1))
        handed_in(work, "control", Diagnosis(no_fault=True), at=NINE + timedelta(hours=2))
        handed_in(work, TEN[0], claiming(8, 0.1), as_="again", at=NINE + timedelta(hours=3))
    figures = record(shelf).figures
    assert figures.first == {TEN[0], "stale", "control"}
    assert figures.skills == {
        "root cause": Tally(right=1, partly=1, of=2),
        "proof": Tally(right=1, of=2),
        "path": Tally(right=1, of=2),
        "failure class": Tally(right=1, partly=1, of=2),
        "forecast": Tally(right=1, partly=1, of=2),
        "nothing is wrong": Tally(right=1, of=1),
    }
    assert figures.families == (
        FamilyTally(family="retrieval", found=Tally(partly=1, of=1), named=Tally(partly=1, of=1)),
        FamilyTally(family="tool", found=Tally(right=1, of=1), named=Tally(right=1, of=1)),
    )
    assert (figures.to_lock, figures.to_submission, figures.hints) == (10, 12, 2)


def test_calibration_is_told_from_ten_first_attempts_with_a_confidence_on(shelf):
    with shelf.writing() as work:
        for slug in TEN[:5]:
            handed_in(work, slug, claiming(2, 0.9))
        for slug in TEN[5:7]:
            handed_in(work, slug, claiming(8, 0.9))
        handed_in(work, TEN[7], claiming(2, 0.6))
        handed_in(work, TEN[8], claiming(8, 0.6))
        handed_in(work, TEN[9], Diagnosis(failure_class="tool.unit_error"))
        handed_in(work, "control", Diagnosis(no_fault=True))
        handed_in(work, TEN[0], claiming(2, 0.9), as_="again")
    assert record(shelf).figures.root == Calibration(attempts=9)
    with shelf.writing() as work:
        handed_in(work, "stale", claiming(8, 0.6), forecast=FORESEEN)
    figures = record(shelf).figures
    assert (figures.root.attempts, figures.root.needed) == (10, 0)
    assert [(each.of, each.true) for each in figures.root.bins] == [(0, 0), (3, 1), (0, 0), (7, 5)]
    assert figures.root.brier == pytest.approx((5 * 0.01 + 2 * 0.81 + 0.16 + 2 * 0.36) / 10)
    assert figures.forecast == Calibration(attempts=1)
    last = figures.root.bins[3].share
    assert (round(last.low, 3), round(last.high, 3)) == (0.359, 0.918)


def test_an_attempt_after_the_changes_of_another_were_shown_counts_for_nothing(shelf):
    with shelf.writing() as work:
        locked(work, TEN[0], as_="left")
        handed_in(work, TEN[0], as_="sent", at=NINE + timedelta(hours=1))
    found = record(shelf)
    assert (found.figures.first, found.figures.skills, found.figures.to_lock) == (frozenset(), {}, None)
    assert [(each.outline.id, each.total) for each in found.attempts] == [("sent", 60.0), ("left", None)]


def test_what_others_keep_for_their_interviews_tells_nothing_any_more(shelf):
    with shelf.writing() as work:
        handed_in(work, TEN[0])
        handed_in(work, "stale")
        work.reservations.add("local", TEN[0])
    found = record(shelf)
    assert found.figures.first == {"stale"}
    assert [each.family for each in found.figures.families] == ["retrieval"]
    kept = {each.outline.id: (each.withheld, each.total) for each in found.attempts}
    assert kept == {TEN[0]: (True, None), "stale": (False, 50.0)}


def test_a_warm_up_is_listed_and_counts_for_nothing(store, tmp_path):
    packs = write_parcels(tmp_path, ["lesson"])
    authored = packs.scenarios / "lesson/scenario.toml"
    authored.write_text(authored.read_text().replace('difficulty = "standard"', 'difficulty = "warm-up"'))
    load_bundled(store, scenarios=packs.scenarios, traces=packs.traces)
    with store.writing() as work:
        handed_in(work, "lesson")
    found = record(store)
    assert [(each.outline.id, each.total) for each in found.attempts] == [("lesson", 60.0)]
    assert (found.figures.first, found.figures.root) == (frozenset(), Calibration(attempts=0))


def test_a_scenario_that_is_not_offered_any_more_counts_as_before(shelf, tmp_path):
    with shelf.writing() as work:
        handed_in(work, "stale")
    before = record(shelf)
    (tmp_path / "empty/scenarios").mkdir(parents=True)
    load_bundled(shelf, scenarios=tmp_path / "empty/scenarios", traces=tmp_path / "empty/traces")
    assert record(shelf) == before
    assert before.attempts[0].title == "The parcel that came late"


def test_an_attempt_whose_run_was_deleted_keeps_what_it_earned(shelf):
    with shelf.writing() as work:
        handed_in(work, "stale")
    before = record(shelf)
    with shelf.writing() as work:
        held = work.attempts.for_change(ADA.id, "stale")
        work.attempts.record(held, [RunDeleted(run_id=held.run_id)], actor="grace", at=NINE)
    assert record(shelf) == before


def test_an_attempt_of_the_first_version_is_listed_with_its_total_and_counts_where_criteria_are_the_same(store):
    told = Verdict(criterion="root cause", weight=35, credit=1, outcome=Outcome.CORRECT, sentence="So.")
    gone = Verdict(criterion="cited steps", weight=20, credit=1, outcome=Outcome.CORRECT, sentence="So.")
    with store.writing() as work:
        edition = work.catalog.edition("late-parcel", "a")
        for name, slug, of, verdicts in (
            ("gone", "long-gone", "", ()),
            ("old", "late-parcel", edition, (told, gone)),
        ):
            changes = [
                AttemptStarted(scenario=slug, variant="a", reveal=Reveal.OPEN),
                RunAssigned(run_id="run", last_step=8, edition=of),
                DiagnosisSubmitted(diagnosis=Diagnosis()),
                DiagnosisScored(score=Score(verdicts=verdicts, total=55.0)),
            ]
            work.attempts.begin(name, changes, reader=ADA.id, at=NINE)
    found = record(store)
    assert [(each.title, each.total) for each in found.attempts] == [
        ("long-gone", 55.0),
        ("The parcel that came late", 55.0),
    ]
    assert found.figures.first == {"old"}
    assert found.figures.skills == {"root cause": Tally(right=1, of=1)}
    assert (found.figures.to_lock, found.figures.to_submission) == (None, 1)


def test_nobody_else_has_any_of_it(shelf):
    with shelf.writing() as work:
        handed_in(work, TEN[0])
        with pytest.raises(NotFound, match="there is no such attempt"):
            own_attempt(work, viewer=MALLORY, attempt_id=TEN[0])
        assert own_attempt(work, viewer=ADA, attempt_id=TEN[0]).outline.id == TEN[0]
    found = record(shelf, MALLORY)
    assert (found.total, found.attempts, found.figures.first, found.pages) == (0, (), frozenset(), 1)


def test_the_list_has_pages_and_one_past_the_last_is_the_last(shelf):
    with shelf.writing() as work:
        for number in range(PAGE + 1):
            begun(work, TEN[number % 10], as_=f"{number:03}", at=NINE + timedelta(minutes=number))
    first, last = record(shelf), record(shelf, page=9)
    assert (first.pages, first.page, last.page) == (2, 1, 2)
    assert (first.attempts[0].outline.id, len(first.attempts)) == (f"{PAGE:03}", PAGE)
    assert [each.outline.id for each in last.attempts] == ["000"]
    assert (last.total, last.submitted) == (PAGE + 1, 0)


def test_many_attempts_ask_the_database_as_often_as_one(shelf):
    asked = []
    event.listen(shelf.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    with shelf.writing() as work:
        handed_in(work, TEN[0])
    asked.clear()
    record(shelf)
    one = len(asked)
    with shelf.writing() as work:
        for number in range(60):
            handed_in(work, TEN[number % 10], as_=f"{number:03}", forecast=FORESEEN)
    asked.clear()
    assert record(shelf).total == 61
    assert len(asked) == one <= 8
