"""A one-time link is good for as long as whoever made it might make it anew, and lapses like one that was used."""

import html
import re
from datetime import timedelta

import pytest
import signed_in
from signed_in import GRACE, LINUS, OLGA, PAGE, PASSWORD

from app.accounts.add_person import add_person
from app.accounts.administer import another_password
from app.accounts.make_link import NewLink, first_owner_link, link_into
from app.accounts.members import change_role, list_members, remove_member
from app.accounts.passwords import hashed, matches
from app.cli.configuration import command_line
from app.domain.errors import WrongState
from app.domain.viewer import MemberRole

ROSA = "rosa@example.org"
CHOSEN = "five or six other words"


@pytest.fixture
def grace(ada, store):
    """An owner beside olga, who may remove her."""
    signed_in.owner(store, OLGA)
    signed_in.sign_in(ada, signed_in.owner(store))
    return ada


@pytest.fixture
def linus(store):
    return signed_in.person(store, LINUS, "author", password=PASSWORD)


def link_of(page):
    return html.unescape(re.findall(r"<code>http://misstep\.test(/join/[^<]+)</code>", page.text)[0])


def password_link(client, person):
    return link_of(client.post(f"/workspace/members/{person.id}/password", headers=PAGE))


def invitation(client, email="new@example.org"):
    return link_of(client.post("/workspace/links", data={"email": email, "role": "owner"}, headers=PAGE))


def assert_spent(client, path):
    """To look at it and to use it are answered as for a link that never was."""
    for method in ("GET", "POST"):
        said, never = (
            client.request(method, where, data={"password": CHOSEN}, headers=PAGE) for where in (path, "/join/never")
        )
        assert said.status_code == never.status_code == 410
        assert said.text.replace(path, "") == never.text.replace("/join/never", "")


def chosen_by(store, email):
    with store.reading() as work:
        return work.people.by_email(email).password


def remove(store, person="person-grace"):
    with store.writing() as work:
        remove_member(work, viewer=command_line(work, "local"), person=person)


def demote(store):
    with store.writing() as work:
        change_role(
            work,
            viewer=command_line(work, "local"),
            person="person-grace",
            role=MemberRole.AUTHOR,
            now=signed_in.LATER,
        )


def delete_account(store):
    remove(store)
    with store.writing() as work:
        work.people.remove("person-grace")


def test_a_password_link_lapses_when_its_person_is_in_a_workspace_that_its_maker_does_not_own(
    grace, mallory, store, linus
):
    path = password_link(grace, linus)
    assert mallory.get(path, headers=PAGE).status_code == 200
    signed_in.another_workspace(store, email=LINUS)
    assert_spent(mallory, path)
    assert matches(PASSWORD, chosen_by(store, LINUS))


def test_a_password_link_lapses_when_its_person_is_in_no_workspace_of_its_maker_any_more(
    grace, mallory, store, linus
):
    path = password_link(grace, linus)
    remove(store, linus.id)
    assert_spent(mallory, path)
    assert matches(PASSWORD, chosen_by(store, LINUS))


def test_no_owner_chooses_the_password_of_a_member_elsewhere_by_asking_them_in(grace, mallory, store):
    """Rosa owns Acme, and has not chosen her password yet."""
    path = invitation(grace, ROSA)
    rosa = signed_in.another_workspace(store, email=ROSA)
    assert_spent(mallory, path)
    answer = grace.post("/workspace/links", data={"email": ROSA, "role": "author"}, headers=PAGE)
    assert answer.status_code == 409
    assert "misstep user add rosa@example.org --role author --workspace local" in answer.text
    with store.writing() as work:
        work.people.set_password(rosa, hashed(PASSWORD))
    path = invitation(grace, ROSA)
    assert mallory.post(path, data={"password": CHOSEN}, headers=PAGE).status_code == 403
    assert mallory.post(path, data={"password": PASSWORD}, headers=PAGE).status_code == 303


@pytest.mark.parametrize("gone", [remove, demote, delete_account])
def test_what_an_owner_made_lapses_when_they_are_no_owner_any_more(grace, mallory, store, linus, gone):
    paths = [password_link(grace, linus), invitation(grace)]
    gone(store)
    for path in paths:
        assert_spent(mallory, path)
    assert matches(PASSWORD, chosen_by(store, LINUS))
    with store.reading() as work:
        assert work.people.by_email("new@example.org") is None
        assert list_members(work, viewer=command_line(work, "local"), now=signed_in.LATER).invited == ()


@pytest.mark.usefixtures("grace")
def test_what_whoever_runs_the_server_made_is_good_in_any_case(mallory, store, linus):
    signed_in.another_workspace(store, email=LINUS)
    with store.writing() as work:
        new = NewLink(at=signed_in.LONG_AGO, id="link", token="printed")
        path = another_password(work, email=LINUS, new=new)
    remove(store)
    assert mallory.post(path, data={"password": CHOSEN}, headers=PAGE).status_code == 303
    assert matches(CHOSEN, chosen_by(store, linus.email))


@pytest.mark.usefixtures("grace")
@pytest.mark.parametrize(("maker", "age"), [("person-grace", timedelta(0)), ("person-olga", timedelta(days=3))])
def test_links_that_lapsed_leave_room_for_others(store, maker, age):
    with store.writing() as work:
        for number in range(100):
            asked_in(work, number, signed_in.LONG_AGO - age, maker)
    remove(store)
    with store.writing() as work:
        assert asked_in(work, 100, signed_in.LONG_AGO, "person-olga") == "/join/token 100"


@pytest.mark.usefixtures("grace")
def test_a_hundred_links_that_are_good_leave_none(store):
    with store.writing() as work:
        for number in range(100):
            asked_in(work, number, signed_in.LONG_AGO, "person-grace")
        with pytest.raises(WrongState, match="100 links into this workspace are open: withdraw some first"):
            asked_in(work, 100, signed_in.LONG_AGO, "person-olga")


def asked_in(work, number, at, created_by):
    new = NewLink(at=at, id=f"link {number}", token=f"token {number}")
    email = f"u{number}@example.org"
    return link_into(work, workspace="local", email=email, role=MemberRole.AUTHOR, created_by=created_by, new=new)


def test_a_first_owner_link_is_no_invitation_and_lapses_when_there_is_an_owner(ada, mallory, store):
    printed = first_owner_link(store, NewLink(at=ada.app.state.misstep.clock(), id="link", token="printed"))
    assert "Links that are open" not in ada.get("/workspace", headers=PAGE).text
    with store.writing() as work:
        add_person(
            work, viewer=command_line(work, "local"), email=GRACE, role=MemberRole.OWNER, person_id="grace",
            new=NewLink(at=ada.app.state.misstep.clock(), id="hers", token="hers"),
        )  # fmt: skip
    assert_spent(mallory, printed)
    assert ada.post("/join/hers", data={"password": PASSWORD}, headers=PAGE).status_code == 303
    page = ada.get("/workspace", headers=PAGE)
    assert page.status_code == 200
    assert "Links that are open" not in page.text


def test_whoever_uses_a_machine_without_an_owner_makes_the_first_one_on_the_page(ada, store):
    path = invitation(ada, GRACE)
    assert ada.post(path, data={"password": PASSWORD}, headers=PAGE).status_code == 303
    assert matches(PASSWORD, chosen_by(store, GRACE))
