"""Before attempts are deleted a page asks once more."""

import pytest
from handing_in import handed_in
from late_parcel import SLUG


@pytest.fixture
def done(ada):
    return handed_in(ada, claims=[{"step": 2}])


def listed(client):
    return [each["id"] for each in client.get("/api/you").json()["attempts"]]


def test_the_page_says_how_many_go_and_offers_the_export_first(ada, done):
    page = ada.get("/you/deletion").text
    assert "Your one attempt goes" in page
    ada.post(f"/api/scenarios/{SLUG}/attempts", json={})
    page = ada.get("/you/deletion").text
    assert "Your 2 attempts go" in page
    assert 'href="/api/you/export"' in page
    assert "This server then takes this browser for a new one." in page
    assert done in listed(ada), "to ask deletes nothing"


def test_where_there_is_nothing_there_is_nothing_to_ask(ada):
    answer = ada.get("/you/deletion")
    assert (answer.status_code, answer.headers["location"]) == (303, "/you")


@pytest.mark.usefixtures("done")
def test_all_are_deleted_and_the_cookie_with_them(ada):
    answer = ada.post("/you/deletion")
    assert (answer.status_code, answer.headers["location"]) == (303, "/you")
    assert "misstep_reader" not in ada.cookies
    assert answer.headers["clear-site-data"] == '"storage"', "drafts of claims, which scripts keep"
    assert "Nothing here yet" in ada.get("/you").text


def test_no_cookie_names_an_attempt_afterwards(ada, done):
    for delete in (lambda: ada.post("/you/deletion"), lambda: ada.delete("/api/you")):
        ada.cookies["misstep_guide"] = done
        gone = delete().headers.get_list("set-cookie")
        assert [each.partition(";")[0] for each in gone] == ['misstep_reader=""', 'misstep_guide=""']


def test_one_is_deleted_alone(ada, done):
    other = ada.post(f"/api/scenarios/{SLUG}/attempts", json={}).json()["id"]
    page = ada.get(f"/attempts/{done}/deletion").text
    assert "<strong>The parcel that came late</strong>" in page
    assert f'action="/attempts/{done}/deletion"' in page
    assert ada.post(f"/attempts/{done}/deletion").headers["location"] == "/you"
    assert listed(ada) == [other]


@pytest.mark.usefixtures("done")
def test_another_sites_page_deletes_nothing(ada):
    for headers in ({"origin": "http://elsewhere.test"}, {"sec-fetch-site": "cross-site"}):
        assert ada.post("/you/deletion", headers=headers).status_code == 403
        assert ada.delete("/api/you", headers=headers).status_code == 403
    assert len(listed(ada)) == 1
