"""A server without an owner is its own machine's; the first owner takes it over with all that is there."""

import late_parcel
import pytest
import signed_in
from signed_in import GRACE, PAGE, PASSWORD

from app.accounts.make_link import NewLink, first_owner_link
from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes


@pytest.fixture
def link(store):
    return first_owner_link(store, NewLink(at=signed_in.LONG_AGO, id="link", token="the first token"))


def test_a_link_makes_the_first_owner_who_has_what_was_imported_before(ada, mallory, store, new_id, link):
    import_files(store, [NamedBytes("unit", late_parcel.otlp("unit"))], viewer=_whoever_asks(), new_id=new_id)
    assert link == "/join/the first token"
    assert "Own this server" in ada.get(link, headers=PAGE).text
    assert len(mallory.get("/api/runs").json()["runs"]) == 1, "until then whoever asks owns what is there"
    joined = ada.post(link, data={"email": " Grace@Example.org ", "password": PASSWORD}, headers=PAGE)
    assert (joined.status_code, joined.headers["location"]) == (303, "/account")
    assert GRACE in ada.get("/account", headers=PAGE).text
    assert len(ada.get("/api/runs").json()["runs"]) == 1
    assert mallory.get("/api/runs").status_code == 403
    assert mallory.post("/v1/traces", content=b"", headers={"content-type": "application/json"}).status_code == 401


def _whoever_asks():
    from app.domain.viewer import local_owner

    return local_owner("whoever asks")


def test_to_look_at_a_link_changes_nothing(ada, link):
    for _ in range(3):
        assert ada.get(link, headers=PAGE).status_code == 200
    assert ada.post(link, data={"email": GRACE, "password": PASSWORD}, headers=PAGE).status_code == 303


def test_a_server_has_one_first_owner_however_many_links_were_printed(ada, mallory, store, link):
    other = first_owner_link(store, NewLink(at=signed_in.LONG_AGO, id="other", token="another token"))
    assert ada.post(link, data={"email": GRACE, "password": PASSWORD}, headers=PAGE).status_code == 303
    assert mallory.get(other, headers=PAGE).status_code == 410
    assert (
        mallory.post(other, data={"email": signed_in.MALLORY, "password": PASSWORD}, headers=PAGE).status_code == 410
    )
    assert first_owner_link(store, NewLink(at=signed_in.LONG_AGO, id="third", token="a third")) is None


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"email": "grace", "password": PASSWORD}, "email", "This is no e-mail address"),
        ({"email": "gr\u202eace@example.org", "password": PASSWORD}, "email", "This is no e-mail address"),
        ({"email": f"{'g' * 250}@example.org", "password": PASSWORD}, "email", "This is no e-mail address"),
        ({"email": GRACE, "password": "eleven sign"}, "password", "at least 12 characters"),
        ({"email": GRACE, "password": "x" * 1001}, "password", "at most 1,000 characters"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field_and_the_address_stays(ada, link, typed, field, said):
    answer = ada.post(link, data=typed, headers=PAGE)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert said in answer.text
    assert typed["password"] not in answer.text
    assert ada.get(link, headers=PAGE).status_code == 200, "the link is still good"


def test_without_an_owner_there_is_nothing_to_sign_in_to(ada):
    assert "Nobody owns this server yet" in ada.get("/sign-in", headers=PAGE).text
    assert "Sign in</a>" not in ada.get("/", headers=PAGE).text
    assert "Nobody owns this server yet" in ada.get("/runs", headers=PAGE).text
    assert ada.get("/account", headers=PAGE).headers["location"] == "/sign-in?next=%2Faccount"


def test_what_was_begun_before_is_the_first_owners(ada, mallory, link):
    attempt = ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    ada.post(link, data={"email": GRACE, "password": PASSWORD}, headers=PAGE)
    assert ada.get(f"/api/attempts/{attempt}").status_code == 200
    assert mallory.get(f"/api/attempts/{attempt}").status_code == 404
