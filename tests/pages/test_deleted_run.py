"""Pages of an attempt whose run was deleted: what was written and earned stays, the rest says what became of it."""

from datetime import UTC, datetime

import late_parcel
import pytest
from workspace_owner import GRACE

from app.domain.change import AttemptStarted, DiagnosisScored, DiagnosisSubmitted, RunAssigned
from app.domain.diagnosis import Diagnosis, RankedClaim
from app.domain.scenario import Reveal
from app.domain.score import Outcome, Score, Verdict
from app.inbox.delete_runs import delete_runs
from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HTML = {"accept": "text/html"}
SAID = "You named the step where it began."


@pytest.fixture
def attempt(ada, store, new_id):
    """Ada's submitted attempt at a run of the workspace, which grace has deleted since."""
    ada.post("/api/scenarios/late-parcel/attempts", json={})
    reader = ada.app.state.misstep.signer.loads(ada.cookies["misstep_reader"])
    (run,) = import_files(store, [NamedBytes("parcel.json", late_parcel.otlp("broken"))], viewer=GRACE, new_id=new_id)
    verdict = Verdict(criterion="root cause", weight=35, credit=1.0, outcome=Outcome.CORRECT, sentence=SAID)
    with store.writing() as work:
        edition = work.catalog.edition("late-parcel", "a")
        begun = work.attempts.begin(
            "deleted",
            [
                AttemptStarted(scenario="late-parcel", variant="a", reveal=Reveal.OPEN),
                RunAssigned(run_id=run.run, last_step=8, edition=edition),
                DiagnosisSubmitted(diagnosis=Diagnosis(claims=(RankedClaim(step=2, confidence=0.9),))),
                DiagnosisScored(score=Score(verdicts=(verdict,), total=35.0), arms={"healthy": run.run}),
            ],
            reader=reader,
            at=NINE,
        )
    delete_runs(store, [run.run], viewer=GRACE, now=NINE)
    return begun.id


def test_the_reveal_keeps_the_verdicts_and_says_that_the_run_was_deleted(ada, attempt):
    page = ada.get(f"/attempts/{attempt}/reveal?remedy=sealed-unit").text
    assert SAID in page
    assert "The run of this attempt was deleted" in page
    assert f'href="/attempts/{attempt}/steps' not in page
    assert "Try a fix" not in page


@pytest.mark.parametrize("path", ["steps/2", "steps/numbers", "comparison", "export"])
def test_what_shows_the_run_says_that_it_was_deleted(ada, attempt, path):
    answer = ada.get(f"/attempts/{attempt}/{path}", headers=HTML)
    assert answer.status_code == 410
    assert "The run of this attempt was deleted. What you wrote and what it earned stay." in answer.text


def test_the_brief_stays_and_leads_to_what_stayed(ada, attempt):
    page = ada.get(f"/attempts/{attempt}/brief").text
    assert "Marta says she got 1250 euros." in page
    assert f'href="/attempts/{attempt}/reveal">See the reveal' in page


def test_the_catalog_and_the_brief_list_the_attempt(ada, attempt):
    for path in ("/", "/scenarios/late-parcel"):
        assert ada.get(path).status_code == 200
    assert f"/attempts/{attempt}/" in ada.get("/scenarios/late-parcel").text


def test_programs_are_told_too(ada, attempt):
    told = ada.get(f"/api/attempts/{attempt}").json()
    assert (told["run_deleted"], told["submitted_at"]) == (True, "2026-11-22T09:00:00Z")
    answer = ada.get(f"/api/attempts/{attempt}/steps")
    assert (answer.status_code, answer.json()["error"]) == (
        410,
        "The run of this attempt was deleted. What you wrote and what it earned stay.",
    )
    assert ada.get(f"/api/attempts/{attempt}/reveal").json()["score"]["verdicts"][0]["sentence"] == SAID
