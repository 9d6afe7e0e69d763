"""Sign in, be somebody, sign out; what was begun without an account comes along."""

import pytest
import signed_in
from signed_in import GRACE, PAGE, PASSWORD


@pytest.fixture
def grace(ada, store):
    """A browser on a server that grace owns, in which nobody is signed in yet."""
    signed_in.owner(store, password=PASSWORD)
    ada.app.state.misstep.owner.look(_work(store))
    return ada


def _work(store):
    with store.reading() as work:
        work.memberships.any_owner()
        return work


def entered(client, **typed):
    return client.post("/sign-in", data={"email": GRACE, "password": PASSWORD} | typed, headers=PAGE)


def test_whoever_is_not_signed_in_is_led_there_and_back(grace):
    asked = grace.get("/runs?older_than=1-x", headers=PAGE)
    assert asked.headers["location"] == "/sign-in?next=%2Fruns%3Folder_than%3D1-x"
    assert 'name="next" value="/runs?older_than=1-x"' in grace.get(asked.headers["location"], headers=PAGE).text
    assert entered(grace, next="/runs?older_than=1-x").headers["location"] == "/runs?older_than=1-x"
    page = grace.get("/runs", headers=PAGE)
    assert page.status_code == 200
    assert GRACE in page.text
    assert "Sign out" in page.text


def test_a_program_that_is_not_signed_in_is_told_so(grace):
    refused = grace.get("/api/runs")
    assert refused.status_code == 403
    assert refused.json() == {
        "error": "you may not read the runs of a workspace here: ask the owner of this server for a role that may"
    }


def test_anybody_browses_and_practises_without_an_account(grace):
    assert "Sign in</a>" in grace.get("/", headers=PAGE).text
    attempt = grace.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    assert grace.get(f"/api/attempts/{attempt}").status_code == 200


def test_what_was_begun_before_signing_in_is_there_afterwards_and_on_another_machine(grace, mallory):
    attempt = grace.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    entered(grace)
    assert grace.get(f"/api/attempts/{attempt}").status_code == 200
    assert mallory.get(f"/api/attempts/{attempt}").status_code == 404
    entered(mallory)
    assert mallory.get(f"/api/attempts/{attempt}").status_code == 200, "grace sits at that machine now"


def test_after_signing_out_nothing_of_it_is_left_in_the_browser(grace):
    attempt = grace.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    entered(grace)
    begun = grace.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    out = grace.post("/sign-out", headers=PAGE)
    assert out.headers["location"] == "/"
    assert "misstep_login" not in grace.cookies
    for each in (attempt, begun):
        assert grace.get(f"/api/attempts/{each}").status_code == 404
    assert grace.get("/account", headers=PAGE).status_code == 303
    assert grace.post("/sign-out", headers=PAGE).status_code == 303, "twice does no harm"


@pytest.mark.parametrize("typed", [GRACE, "GRACE@example.org", " grace@Example.ORG\t", "ｇrace@example.org"])
def test_an_address_is_the_same_however_it_is_typed(grace, typed):
    assert entered(grace, email=typed).status_code == 303


def test_a_password_is_the_same_in_every_form_of_its_signs(ada, store):
    signed_in.owner(store, password="schöne vier Wörter")
    assert entered(ada, password="scho\u0308ne vier Wo\u0308rter").status_code == 303


def test_whoever_is_signed_in_already_is_led_on(grace):
    entered(grace)
    assert grace.get("/sign-in?next=/runs", headers=PAGE).headers["location"] == "/runs"


def test_somebody_in_no_workspace_is_told_so_and_not_led_in_circles(ada, store):
    signed_in.owner(store)
    linus = signed_in.person(store, signed_in.LINUS)
    signed_in.sign_in(ada, linus)
    refused = ada.get("/runs", headers=PAGE)
    assert refused.status_code == 403
    assert "ask the owner of this server for a role" in refused.text
    assert "You are in no workspace" in ada.get("/account", headers=PAGE).text


def test_a_cookie_is_for_this_site_and_no_script_and_behind_tls_for_tls_alone(grace, application):
    from starlette.testclient import TestClient

    plain = entered(grace).headers["set-cookie"].lower()
    assert "httponly" in plain
    assert "samesite=lax" in plain
    assert "secure" not in plain
    over_tls = TestClient(application, base_url="https://misstep.test", follow_redirects=False)
    assert "; secure" in entered(over_tls).headers["set-cookie"].lower()
