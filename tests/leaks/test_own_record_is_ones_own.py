"""One's own record: nobody else reads or deletes it, and of what is not revealed it tells nothing."""

import late_parcel
import pytest
import signed_in
from handing_in import handed_in
from test_crawl import OTHER_ARMS, SEALED, begin, found_in, past

PAGES = ("/you", "/you?page=2", "/you/deletion", "/api/you", "/api/you/export")


@pytest.fixture
def attempt(ada):
    made = ada.post("/api/scenarios/late-parcel/attempts", json={"reveal": "open"}).json()["id"]
    ada.put(f"/api/attempts/{made}/diagnosis", json={"claims": [{"step": 2}], "explanation": "my own words"})
    return made


def read(client):
    return "\n".join(client.get(page, headers={"accept": "text/html"}).text for page in PAGES)


def test_another_browser_reads_nothing_of_it(ada, mallory, attempt):
    for _ in ("open", "submitted"):
        assert attempt in read(ada)
        assert attempt not in read(mallory)
        assert "my own words" not in read(mallory)
        ada.post(f"/api/attempts/{attempt}/lock")
        ada.post(f"/api/attempts/{attempt}/submission")


def test_another_browser_deletes_nothing_of_it(ada, mallory, attempt):
    mallory.post("/api/scenarios/late-parcel/attempts", json={})
    assert mallory.request("DELETE", "/api/you").status_code == 204
    assert mallory.post("/you/deletion").status_code == 303
    assert mallory.request("DELETE", f"/api/attempts/{attempt}").status_code == 404
    assert mallory.post(f"/attempts/{attempt}/deletion").status_code == 404
    assert ada.get(f"/api/attempts/{attempt}").status_code == 200


def test_an_open_attempt_is_told_up_to_its_frontier_and_without_its_answer(ada):
    crawl = begin(ada, reveal="forward", frontier=4)
    texts = {page: ada.get(page, headers={"accept": "text/html"}).text for page in PAGES}
    assert all(crawl.attempt in text for page, text in texts.items() if page != "/you/deletion")
    assert found_in(texts, SEALED | OTHER_ARMS | past(4)) == set()
    assert f'"last_step":{late_parcel.STEPS}' not in texts["/api/you/export"]


def test_a_locked_attempt_tells_nothing_of_what_was_tried(ada, attempt):
    ada.post(f"/api/attempts/{attempt}/lock")
    texts = {page: ada.get(page, headers={"accept": "text/html"}).text for page in PAGES}
    assert found_in(texts, SEALED | OTHER_ARMS) == set()


def test_after_the_reveal_the_verdicts_are_told_and_nothing_else_of_the_key(ada, attempt):
    ada.post(f"/api/attempts/{attempt}/lock")
    ada.post(f"/api/attempts/{attempt}/submission")
    texts = {page: ada.get(page, headers={"accept": "text/html"}).text for page in PAGES}
    verdicts = ada.get(f"/api/attempts/{attempt}/reveal").json()["score"]["verdicts"]
    sentences = " ".join(each["sentence"] for each in verdicts)
    assert "sealed-wrong" in sentences
    assert sentences.partition(".")[0] in texts["/api/you/export"]
    assert {string for _, string in found_in(texts, SEALED | OTHER_ARMS)} == {
        string for string in SEALED if string in sentences
    }


def test_once_others_keep_the_scenario_the_verdicts_are_told_no_more(mallory, store):
    made = handed_in(mallory, claims=[{"step": 2}])
    assert "sealed-wrong" in mallory.get("/api/you/export").text
    signed_in.owner(store)
    with store.writing() as work:
        work.reservations.add("local", late_parcel.SLUG)
    mallory.app.state.misstep.owner.owned = True
    texts = {page: mallory.get(page, headers={"accept": "text/html"}).text for page in PAGES}
    assert made in texts["/api/you/export"]
    assert found_in(texts, SEALED | OTHER_ARMS) == set()
