"""A row of an attempt is what its events come to, whatever happened and however often it was read back between."""

import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.change import CHANGES, AttemptStarted, Mark, RunAssigned
from app.domain.claim import CheckOutcome, Claim, Evidence, Pin, ProofRole
from app.domain.diagnosis import MAX_CLAIMS, Cleared, Diagnosis, FailurePath, Forecast, OwnFix, Proof, RankedClaim
from app.domain.dispute import Commitment
from app.domain.errors import StoreUnusable
from app.domain.fault import FAILURE_CLASSES, Lever
from app.domain.fold import fold
from app.domain.scenario import Reveal
from app.domain.score import Baseline, LeftOut, Outcome, Score, Verdict
from app.store.change_json import READERS, change_from_json
from app.store.check import problems

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
STEPS = st.integers(1, 40)
WORDS = st.text(string.printable + "äß€🙂\u2028", max_size=200)
SHARES = st.floats(0, 1)
TOLD = WORDS.map(str.strip).filter(bool)
PINS = st.builds(Pin, step=STEPS, quote=st.none() | TOLD) | st.builds(Pin, step=STEPS, missing=TOLD)
EVIDENCE = st.builds(Evidence, pin=PINS, role=st.none() | st.sampled_from(ProofRole), claim=st.none() | st.just("c1"))
CLAIMS = st.builds(
    Claim,
    id=st.sampled_from(["c1", "c2", "c3"]),
    step=STEPS,
    what=WORDS,
    at=st.just(NINE),
    because=WORDS,
    confidence=st.none() | SHARES,
    revises=st.none() | st.just("c1"),
    withdrawn_at=st.none(),
)
ANSWERS = st.fixed_dictionaries({"no_fault": st.sampled_from([True])}) | st.fixed_dictionaries(
    {
        "claims": st.lists(
            st.builds(RankedClaim, step=STEPS, confidence=st.none() | SHARES), max_size=MAX_CLAIMS
        ).map(tuple)
    }
)
DIAGNOSES = st.builds(
    lambda answer, **rest: Diagnosis(**answer, **rest),
    ANSWERS,
    failure_class=st.none() | st.sampled_from(sorted(FAILURE_CLASSES)),
    proof=st.lists(PINS, max_size=2).map(lambda pins: Proof(wrong=tuple(pins))),
    path=st.builds(FailurePath, acted_on=st.none() | STEPS, damage=st.none() | STEPS),
    forecast=st.lists(st.builds(Forecast, remedy=st.just("retry"), passes=SHARES), max_size=1).map(tuple),
    own_fix=st.builds(OwnFix, lever=st.none() | st.sampled_from(Lever), text=WORDS),
    explanation=WORDS,
    cleared=st.lists(st.builds(Cleared, step=STEPS, ruled_out_by=st.none() | PINS), max_size=2).map(tuple),
)
SCORES = st.builds(
    Score,
    verdicts=st.lists(
        st.builds(Verdict, criterion=WORDS, weight=st.floats(0, 60), credit=SHARES, outcome=st.sampled_from(Outcome), sentence=WORDS),
        max_size=3,
    ).map(tuple),
    total=st.floats(0, 100),
    capped=st.booleans(),
    baselines=st.lists(st.builds(Baseline, name=WORDS, step=st.none() | STEPS, chance=SHARES, total=st.floats(0, 100)), max_size=2).map(tuple),
    brier=st.none() | SHARES,
    cap=st.sampled_from([50.0, 60.0, 100.0]),
    left_out=st.lists(st.builds(LeftOut, criterion=WORDS, reason=WORDS), max_size=1).map(tuple),
)  # fmt: skip
FIELDS = {
    "reader": st.sampled_from(["ada", "person-ada"]),
    "run_id": st.sampled_from(["run", "another run"]),
    "last_step": st.integers(40, 10_000),
    "step": STEPS,
    "mark": st.sampled_from(Mark),
    "claim": CLAIMS,
    "claim_id": st.just("c1"),
    "evidence": EVIDENCE,
    "pin": PINS,
    "diagnosis": DIAGNOSES,
    "hint": st.integers(1, 3),
    "score": SCORES,
    "arms": st.dictionaries(st.sampled_from(["healthy", "remedy"]), st.sampled_from(["run2", "run3"])),
    "edition": st.sampled_from(["", "an edition"]),
    "outcome": st.sampled_from(CheckOutcome),
    "points": st.sets(st.integers(1, 9), max_size=4).map(sorted).map(tuple),
    "commitment": st.sampled_from(Commitment),
    "text": TOLD,
}


def changes():
    """Every kind of change but the first, which comes once."""
    return st.one_of(*(_built(kind) for kind in CHANGES.values() if kind is not AttemptStarted))


def _built(kind):
    return st.builds(kind, **{name: FIELDS[name] for name in kind.__slots__})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(parts=st.lists(st.lists(changes(), max_size=4), max_size=8), reveal=st.sampled_from(Reveal))
def test_the_row_is_what_the_events_come_to(store, new_id, parts, reveal):
    name = new_id()
    start = AttemptStarted(scenario="late-parcel", variant="a", reveal=reveal)
    with store.writing() as work:
        at_first = work.attempts.begin(name, [start, RunAssigned(run_id="run", last_step=40)], reader="ada", at=NINE)
    expected = at_first
    for minute, part in enumerate(parts):
        with store.writing() as work:
            before = work.attempts.for_change(expected.reader, name)
            assert before == expected
            expected = work.attempts.record(before, part, actor="ada", at=NINE + timedelta(minutes=minute))
    with store.reading() as work:
        events = work.events.of(name)
        assert fold(events) == work.attempts.of(expected.reader, name) == expected
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert [event.kind for event in events[2:]] == [change.kind for part in parts for change in part]


def test_every_kind_of_event_can_be_read():
    assert set(READERS) == set(CHANGES)


def test_an_event_of_a_later_version_is_refused_by_its_name():
    with pytest.raises(StoreUnusable, match=r"the kind 'tea.made' is not known"):
        change_from_json("tea.made", {}, at=NINE)


def test_a_row_that_was_changed_beside_its_events_is_found(store):
    start = AttemptStarted(scenario="late-parcel", variant="a", reveal=Reveal.OPEN)
    with store.writing() as work:
        work.attempts.begin("one", [start, RunAssigned(run_id="run", last_step=8)], reader="ada", at=NINE)
    assert problems(store) == []
    with store.engine.begin() as connection:
        connection.exec_driver_sql("update attempt set frontier = 3")
    assert problems(store) == ["attempt one: its row is not what its events come to; restore a backup"]
