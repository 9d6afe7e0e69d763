"""What ends access in one process ends it in all of them, with the next request."""

import pytest
import signed_in
from signed_in import LINUS, PAGE
from starlette.testclient import TestClient

from app.main import create_app


@pytest.fixture
def linus(ada, store):
    """Linus is signed in at one process, where grace owns the server."""
    signed_in.owner(store)
    made = signed_in.person(store, LINUS, "author")
    signed_in.sign_in(ada, made)
    return made


@pytest.fixture
def process(settings, clock, new_id, pack):
    """The application of another process."""
    return create_app(settings, clock=clock, new_id=new_id, packs=pack, assemblers=0)


@pytest.fixture
def other(ada, linus, process):
    """The same browser at another process."""
    assert linus.email == LINUS
    with TestClient(process, base_url="http://misstep.test", follow_redirects=False) as client:
        client.cookies.update(ada.cookies)
        yield client


def test_a_login_is_good_at_every_process_until_it_is_ended_at_one(ada, other):
    assert ada.get("/api/runs").status_code == other.get("/api/runs").status_code == 200
    ada.post("/sign-out", headers=PAGE)
    assert other.get("/api/runs").status_code == 403
    assert other.get("/account", headers=PAGE).status_code == 303


def test_a_member_who_is_removed_is_out_at_every_process(ada, other, store, linus):
    assert ada.get("/api/runs").status_code == other.get("/api/runs").status_code == 200
    with store.writing() as work:
        work.memberships.remove(workspace="local", person=linus.id)
    assert ada.get("/api/runs").status_code == other.get("/api/runs").status_code == 403


def test_another_role_is_another_at_every_process(ada, other, store, linus):
    assert other.get("/workspace", headers=PAGE).status_code == 403
    signed_in.person(store, LINUS, "owner")
    assert ada.get("/workspace", headers=PAGE).status_code == other.get("/workspace", headers=PAGE).status_code == 200
    assert linus.id == "person-linus"


def test_the_first_owner_owns_the_server_at_every_process(process, store):
    """A process that knew of none a moment ago asks again within a second."""
    with TestClient(process, base_url="http://misstep.test", client=("127.0.0.1", 50000)) as anybody:
        assert anybody.get("/api/runs").status_code == 200
        signed_in.owner(store)
        later = process.state.misstep.owner.clock() + 1
        process.state.misstep.owner.clock = lambda: later
        assert anybody.get("/api/runs").status_code == 403
