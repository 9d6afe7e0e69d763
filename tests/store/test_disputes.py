"""Disputes are found among the events of all attempts, without who wrote them."""

from datetime import UTC, datetime

import pytest

from app.domain.change import AnswerDisputed, AttemptStarted, DiagnosisSubmitted, RunAssigned
from app.domain.diagnosis import Diagnosis, RankedClaim
from app.domain.dispute import Commitment
from app.domain.scenario import Reveal
from app.store.disputes import MOST

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def dispute(store, new_id):
    """A function that writes an attempt at a scenario with what was disputed in it."""

    def disputed(scenario, *texts, reader="ada", hour=9):
        at = NINE.replace(hour=hour)
        start = AttemptStarted(scenario=scenario, variant="b", reveal=Reveal.OPEN)
        run = RunAssigned(run_id="run", last_step=8, edition="an edition")
        sent = DiagnosisSubmitted(diagnosis=Diagnosis(claims=(RankedClaim(step=4, confidence=0.5),)))
        with store.writing() as work:
            attempt = work.attempts.begin(new_id(), [start, run, sent], reader=reader, at=at)
            said = [AnswerDisputed(commitment=Commitment.PATH, text=text) for text in texts]
            work.attempts.record(attempt, said, actor=reader, at=at)

    return disputed


def listed(store, **asked):
    with store.reading() as work:
        found = work.disputes.listed(**asked)
    return [each.text for each in found.shown], found.count


def test_the_latest_comes_first_whoever_wrote_it(store, dispute):
    dispute("late-parcel", "first", "third", hour=9)
    dispute("late-parcel", "second", reader="mallory", hour=10)
    assert listed(store) == (["second", "third", "first"], 3)


def test_those_about_one_scenario_are_found_and_hidden_ones_are_not(store, dispute):
    dispute("late-parcel", "of the parcel")
    dispute("early-bird", "of the bird")
    assert listed(store, scenario="early-bird") == (["of the bird"], 1)
    assert listed(store, hidden={"early-bird"}) == (["of the parcel"], 1)
    assert listed(store, scenario="early-bird", hidden={"early-bird", "x"}) == ([], 0)


def test_a_dispute_tells_of_its_item_and_of_what_was_handed_in(store, dispute):
    dispute("late-parcel", "Nobody acted on it.")
    with store.reading() as work:
        (found,) = work.disputes.listed().shown
    assert (found.scenario, found.variant, found.edition) == ("late-parcel", "b", "an edition")
    assert (found.commitment, found.at) == (Commitment.PATH, NINE)
    assert found.diagnosis.in_short == "step 4 (50 %)"
    assert "ada" not in repr(found)


def test_of_many_the_latest_are_listed_and_all_are_counted(store, dispute):
    dispute("late-parcel", *(str(number) for number in range(1, MOST + 2)))
    texts, count = listed(store)
    assert (len(texts), texts[0], texts[-1], count) == (MOST, "201", "2", 201)


@pytest.mark.sqlite
def test_they_are_found_by_their_index(store):
    plan = "explain query plan select at from event where kind = 'answer.disputed' order by at desc"
    with store.engine.connect() as connection:
        assert "ix_event_disputed" in str(connection.exec_driver_sql(plan).all())
