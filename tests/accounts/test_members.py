"""The members of a workspace: asked in by links, given roles, removed; there is one owner at least."""

import html
import re
from datetime import timedelta

import pytest
import signed_in
from signed_in import GRACE, LINUS, OLGA, PAGE, PASSWORD

from app.accounts.make_link import NewLink, link_into
from app.domain.viewer import MemberRole


@pytest.fixture
def grace(ada, store):
    signed_in.sign_in(ada, signed_in.owner(store))
    return ada


def asked_in(client, email=LINUS, role="author"):
    """The path of the link that was made."""
    page = client.post("/workspace/links", data={"email": email, "role": role}, headers=PAGE)
    assert page.status_code == 200
    (path,) = re.findall(r"<code>http://misstep\.test(/join/[^<]+)</code>", page.text)
    return html.unescape(path)


def roles(store, workspace="local"):
    with store.reading() as work:
        return {place.email: place.role.value for place in work.memberships.within(workspace)}


def test_somebody_who_is_asked_in_is_a_member_once_they_have_chosen_a_password(grace, mallory, store):
    path = asked_in(grace)
    assert roles(store) == {GRACE: "owner"}
    page = mallory.get(path, headers=PAGE).text
    assert "Join This server" in page
    assert "You become an author there, as linus@example.org" in page
    assert mallory.post(path, data={"password": PASSWORD}, headers=PAGE).status_code == 303
    assert roles(store) == {GRACE: "owner", LINUS: "author"}
    assert mallory.get("/api/runs").status_code == 200
    assert mallory.get("/workspace", headers=PAGE).status_code == 403


def test_a_link_is_for_the_address_that_it_was_made_for(grace, mallory, store):
    path = asked_in(grace)
    mallory.post(path, data={"email": signed_in.MALLORY, "password": PASSWORD}, headers=PAGE)
    assert roles(store) == {GRACE: "owner", LINUS: "author"}


def test_the_newest_link_for_an_address_is_the_one_that_is_good(grace, mallory):
    first, second = asked_in(grace), asked_in(grace)
    assert mallory.get(first, headers=PAGE).status_code == 410
    assert mallory.get(second, headers=PAGE).status_code == 200


def test_a_link_that_is_withdrawn_is_good_no_more(grace, mallory):
    path = asked_in(grace)
    (withdrawal,) = re.findall(r"/workspace/links/\w+/withdrawal", grace.get("/workspace", headers=PAGE).text)
    grace.post(withdrawal, headers=PAGE)
    assert mallory.post(path, data={"password": PASSWORD}, headers=PAGE).status_code == 410


def test_roles_change_at_once(grace, mallory, store):
    linus = signed_in.person(store, LINUS, "author")
    signed_in.sign_in(mallory, linus)
    assert mallory.get("/workspace", headers=PAGE).status_code == 403
    grace.post(f"/workspace/members/{linus.id}/role", data={"role": "owner"}, headers=PAGE)
    assert mallory.get("/workspace", headers=PAGE).status_code == 200


def test_a_member_who_is_removed_is_out_at_once_and_no_link_brings_them_back(grace, mallory, store):
    linus = signed_in.person(store, LINUS, "author")
    signed_in.sign_in(mallory, linus)
    with store.writing() as work:
        path = link_into(
            work,
            workspace="local",
            email=LINUS,
            role=MemberRole.OWNER,
            created_by="person-grace",
            new=NewLink(at=signed_in.LONG_AGO, id="l", token="kept"),
        )
    assert mallory.get("/api/runs").status_code == 200
    grace.post(f"/workspace/members/{linus.id}/removal", headers=PAGE)
    assert mallory.get("/api/runs").status_code == 403
    assert mallory.get(path, headers=PAGE).status_code == 410
    assert roles(store) == {GRACE: "owner"}


@pytest.mark.parametrize("change", [("role", {"role": "author"}), ("removal", {})])
def test_the_last_owner_stays(grace, store, change):
    what, sent = change
    answer = grace.post(f"/workspace/members/person-grace/{what}", data=sent, headers=PAGE)
    assert answer.status_code == 409
    assert "A workspace has one owner at least" in answer.text
    assert roles(store) == {GRACE: "owner"}


def test_members_of_another_workspace_are_as_absent_as_those_who_never_were(grace, store):
    olga = signed_in.another_workspace(store)
    for what, sent in (("role", {"role": "author"}), ("removal", {}), ("password", {})):
        theirs, never = (
            grace.post(f"/workspace/members/{person}/{what}", data=sent, headers=PAGE)
            for person in (olga.id, "person-nobody")
        )
        assert theirs.status_code == never.status_code == 404
        assert theirs.text.replace(olga.id, "") == never.text.replace("person-nobody", "")
    assert roles(store, "acme") == {OLGA: "owner"}


def test_nobody_withdraws_a_link_into_another_workspace(grace, mallory, store):
    olga = signed_in.another_workspace(store)
    signed_in.sign_in(mallory, olga)
    path = asked_in(mallory)
    (withdrawal,) = re.findall(r"/workspace/links/\w+/withdrawal", mallory.get("/workspace", headers=PAGE).text)
    grace.post(withdrawal, headers=PAGE)
    assert mallory.get(path, headers=PAGE).status_code == 200


def test_a_member_chooses_another_password_by_a_link_and_is_out_everywhere_else(grace, mallory, store):
    linus = signed_in.person(store, LINUS, "author", password=PASSWORD)
    signed_in.sign_in(mallory, linus)
    page = grace.post(f"/workspace/members/{linus.id}/password", headers=PAGE).text
    path = re.search(r"<code>http://misstep\.test(/join/[^<]+)</code>", page)[1]
    assert "Choose a password" in grace.get(path, headers=PAGE).text
    other = mallory.__class__(mallory.app, base_url="http://misstep.test", follow_redirects=False)
    assert other.post(path, data={"password": "five or six other words"}, headers=PAGE).status_code == 303
    assert mallory.get("/account", headers=PAGE).status_code == 303
    assert LINUS in other.get("/account", headers=PAGE).text


def test_whoever_owns_one_workspace_makes_no_password_for_a_member_of_another(grace, store):
    linus = signed_in.another_workspace(store, email=LINUS, password=PASSWORD)
    signed_in.person(store, LINUS, "author")
    answer = grace.post(f"/workspace/members/{linus.id}/password", headers=PAGE)
    assert answer.status_code == 409
    assert "misstep user password linus@example.org" in answer.text


def test_a_link_hands_nobodys_account_to_whoever_made_it(grace, mallory, store):
    signed_in.another_workspace(store, password=PASSWORD)
    path = asked_in(grace, email=OLGA)
    assert "The password that you have here" in mallory.get(path, headers=PAGE).text
    assert mallory.post(path, data={"password": "five or six other words"}, headers=PAGE).status_code == 403
    assert mallory.post(path, data={"password": PASSWORD}, headers=PAGE).status_code == 303
    assert roles(store)[OLGA] == "author"


@pytest.mark.parametrize(("email", "role"), [(" Linus@Example.org", "author"), (GRACE, "owner")])
def test_to_ask_in_a_member_changes_nobodys_role(grace, store, email, role):
    signed_in.owner(store, OLGA)
    signed_in.person(store, LINUS, role)
    before = roles(store)
    answer = grace.post("/workspace/links", data={"email": email, "role": "interviewer"}, headers=PAGE)
    assert answer.status_code == 409
    assert "is a member already: change the role in the list of members" in html.unescape(answer.text)
    assert roles(store) == before


def test_a_link_is_good_for_three_days(grace, store):
    asked_in(grace)
    with store.reading() as work:
        (link,) = work.one_time_links.into("local", now=signed_in.LONG_AGO)
    assert link.expires_at - link.created_at == timedelta(days=3)
