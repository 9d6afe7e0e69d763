"""One's own record by the JSON routes: what it tells, the document of everything, and its deletion."""

import pytest
from handing_in import handed_in
from late_parcel import SLUG

RIGHT = {
    "claims": [{"step": 2, "confidence": 0.9}],
    "failure_class": "tool.unit_error",
    "explanation": "the cents were read as euros",
}
PINS = [{"step": 2, "quote": "bergamot", "role": "wrong"}, {"step": 1, "quote": "amaranth", "role": "right"}]
FORESEEN = [{"remedy": "sealed-unit", "passes": 0.95}, {"remedy": "sealed-retry", "passes": 0.05}]


@pytest.fixture
def done(ada):
    return handed_in(ada, pins=PINS, forecast=FORESEEN, **RIGHT)


def test_the_record_tells_figures_and_attempts(ada, done):
    told = ada.get("/api/you").json()
    figures = told["figures"]
    assert (told["total"], told["submitted"], told["page"], told["pages"]) == (1, 1, 1, 1)
    assert figures["first_attempts"] == [done]
    assert figures["skills"][0] == {
        "criterion": "root cause", "skill": "Finding the step where it began", "right": 1, "partly": 0, "of": 1,
    }  # fmt: skip
    assert figures["families"] == [
        {"family": "tool", "found": {"right": 1, "partly": 0, "of": 1}, "named": {"right": 1, "partly": 0, "of": 1}}
    ]
    assert figures["calibration"]["root"] == {"attempts": 1, "bins": [], "brier": None, "needed": 9}
    assert figures["hints"] == 0
    (listed,) = told["attempts"]
    assert (listed["title"], listed["total"], listed["withheld"]) == ("The parcel that came late", 89.8, False)
    assert listed["minutes"] == figures["minutes"]


def test_the_export_holds_everything_that_was_done_and_what_it_earned(ada, done):
    ada.post(f"/api/attempts/{done}/disputes", json={"commitment": "path", "text": "Nobody acted on it."})
    ada.post(f"/api/scenarios/{SLUG}/attempts", json={"reveal": "forward"})
    answer = ada.get("/api/you/export")
    assert answer.headers["content-disposition"] == 'attachment; filename="misstep-you.json"'
    second, first = answer.json()["attempts"]
    assert (first["id"], first["scenario"], first["reveal"]) == (done, SLUG, "open")
    assert first["submitted"]["explanation"] == "the cents were read as euros"
    assert first["submitted"]["forecast"] == FORESEEN
    assert [pin["quote"] for pin in first["pins"]] == ["bergamot", "amaranth"]
    assert first["score"]["total"] == 89.8
    assert first["score"]["stated"][0] == {"criterion": "root cause", "probability": 0.9, "came_true": True}
    assert [each["text"] for each in first["disputes"]] == ["Nobody acted on it."]
    assert "You named step 2" in first["score"]["verdicts"][0]["sentence"]
    kinds = [each["kind"] for each in first["events"]]
    assert kinds == [
        "attempt.started", "evidence.pinned", "evidence.pinned", "draft.saved", "diagnosis.locked", "draft.saved", "diagnosis.submitted",
        "answer.disputed",
    ]  # fmt: skip
    assert all(each["at"].endswith("Z") for each in first["events"])
    assert (second["submitted"], second["score"], second["locked_at"]) == (None, None, None)


def test_the_export_tells_nothing_of_a_run_and_nothing_of_a_key_but_the_verdicts(ada, done):
    text = ada.get("/api/you/export").text
    for words in ("run.assigned", "last_step", "sealed-explanation", "sealed-why", "hyacinth", "edition"):
        assert words not in text
    assert done in text


def test_an_export_of_nothing_is_a_document_too(ada):
    assert ada.get("/api/you/export").json()["attempts"] == []


def test_a_person_exports_what_they_did_before_they_signed_in(ada, done, store):
    import signed_in

    grace = signed_in.owner(store)
    with store.writing() as work:
        work.attempts.hand_over(reader_of(ada), to=grace.id, at=signed_in.LATER)
    signed_in.sign_in(ada, grace)
    (exported,) = ada.get("/api/you/export").json()["attempts"]
    assert exported["id"] == done
    assert "reader.changed" not in str(exported["events"])


def reader_of(client):
    return client.app.state.misstep.signer.loads(client.cookies["misstep_reader"])


@pytest.mark.usefixtures("done")
def test_what_is_deleted_is_gone_and_the_browser_is_a_stranger(ada):
    kept = reader_of(ada)
    assert ada.delete("/api/you").status_code == 204
    assert "misstep_reader" not in ada.cookies
    assert ada.get("/api/you").json()["total"] == 0
    again = handed_in(ada, **RIGHT)
    assert reader_of(ada) != kept
    assert ada.get("/api/you").json()["figures"]["first_attempts"] == [again]


def test_one_attempt_is_deleted_alone(ada, done):
    other = ada.post(f"/api/scenarios/{SLUG}/attempts", json={}).json()["id"]
    assert ada.delete(f"/api/attempts/{done}").status_code == 204
    assert ada.delete(f"/api/attempts/{done}").status_code == 404
    assert [each["id"] for each in ada.get("/api/you").json()["attempts"]] == [other]


@pytest.mark.parametrize("page", ["0", "-1", "x"])
def test_a_page_that_is_none_is_refused(ada, page):
    assert ada.get(f"/api/you?page={page}").status_code == 422
