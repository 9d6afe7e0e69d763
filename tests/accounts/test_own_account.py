"""One's own account: logins are listed and ended, the password is changed, a workspace is chosen."""

import re
from datetime import timedelta

import pytest
import signed_in
from signed_in import GRACE, PAGE, PASSWORD
from starlette.testclient import TestClient


@pytest.fixture
def grace(ada, store):
    made = signed_in.owner(store, password=PASSWORD)
    signed_in.sign_in(ada, made)
    return ada


@pytest.fixture
def elsewhere(grace, store):
    """Another browser in which grace is signed in."""
    other = TestClient(grace.app, base_url="http://misstep.test", follow_redirects=False)
    with store.reading() as work:
        signed_in.sign_in(other, work.people.by_email(GRACE))
    return other


def account(client):
    return client.get("/account", headers=PAGE)


@pytest.mark.usefixtures("elsewhere")
def test_logins_are_listed_with_this_one_marked(grace):
    page = account(grace).text
    assert page.count("Firefox") == 2
    assert page.count("this one") == 1
    assert "22 Nov 2026" in page


def test_what_a_browser_says_of_itself_is_shown_as_text_and_no_longer_than_a_line(grace):
    said = "<script>alert(1)</script>\x1b[31m" + "x" * 5000
    grace.post("/sign-in", data={"email": GRACE, "password": PASSWORD}, headers={"user-agent": said})
    page = account(grace).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "x" * 200 not in page


def test_another_login_is_ended_at_once(grace, elsewhere):
    (ending,) = re.findall(r"/account/logins/\w+/ending", account(grace).text)
    grace.post(ending, headers=PAGE)
    assert account(elsewhere).status_code == 303
    assert account(grace).status_code == 200


def test_all_others_are_ended_at_once(grace, elsewhere):
    grace.post("/account/logins/ending", headers=PAGE)
    assert (account(grace).status_code, account(elsewhere).status_code) == (200, 303)


def test_nobody_ends_anothers_login(grace, mallory, store):
    linus = signed_in.person(store, signed_in.LINUS, "author")
    signed_in.sign_in(mallory, linus)
    with store.reading() as work:
        (login,) = work.logins.of("person-grace", now=signed_in.LONG_AGO)
    mallory.post(f"/account/logins/{login.id}/ending", headers=PAGE)
    assert account(grace).status_code == 200


def test_another_password_ends_the_other_logins_and_is_the_one_that_counts(grace, elsewhere):
    sent = {"current": PASSWORD, "password": "five or six other words"}
    assert grace.post("/account/password", data=sent, headers=PAGE).status_code == 303
    assert (account(grace).status_code, account(elsewhere).status_code) == (200, 303)
    typed = {"email": GRACE, "password": PASSWORD}
    assert elsewhere.post("/sign-in", data=typed, headers=PAGE).status_code == 403
    assert elsewhere.post("/sign-in", data=typed | {"password": sent["password"]}, headers=PAGE).status_code == 303


def test_a_password_that_is_not_changed_says_why(grace, elsewhere):
    for sent, field, status, said in (
        ({"current": "not it", "password": "five or six words"}, "current", 403, "This is not your password."),
        ({"current": PASSWORD, "password": "short"}, "password", 422, "at least 12 characters"),
    ):
        answer = grace.post("/account/password", data=sent, headers=PAGE)
        assert answer.status_code == status
        assert f'id="{field}-error"' in answer.text
        assert said in answer.text
    assert account(elsewhere).status_code == 200


def test_a_login_ends_by_itself_after_thirty_days(ada, store):
    made = signed_in.owner(store)
    secret = signed_in.sign_in(ada, made)
    with store.reading() as work:
        (login,) = work.logins.of(made.id, now=signed_in.LONG_AGO)
        last = login.created_at + timedelta(days=30)
        assert work.logins.by_secret(secret, now=last - timedelta(seconds=1)).id == login.id
        assert work.logins.by_secret(secret, now=last) is None
        assert work.logins.of(made.id, now=last) == ()


def test_when_a_login_was_used_is_noted_a_little_later(grace, store):
    (before,) = logins(store)
    for _ in range(7):
        account(grace)
    uses = grace.app.state.misstep.login_uses
    assert logins(store)[0].seen_at == before.seen_at
    uses.write(store)
    assert logins(store)[0].seen_at - before.seen_at > timedelta(minutes=5)


def logins(store):
    with store.reading() as work:
        return work.logins.of("person-grace", now=signed_in.LONG_AGO)


def test_in_several_workspaces_one_is_chosen_and_kept_with_the_login(grace, elsewhere, store):
    signed_in.another_workspace(store, email=GRACE)
    assert "This server" in grace.get("/workspace", headers=PAGE).text
    assert grace.post("/account/workspace", data={"workspace": "acme"}, headers=PAGE).status_code == 303
    assert "Members of Acme" in grace.get("/workspace", headers=PAGE).text
    assert "Members of This server" in elsewhere.get("/workspace", headers=PAGE).text
    assert grace.post("/account/workspace", data={"workspace": "public"}, headers=PAGE).status_code == 404
