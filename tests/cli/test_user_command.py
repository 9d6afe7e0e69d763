"""`misstep user` and `misstep workspace`, as a shell would run them, without a server."""

import json
import re
import sys

import pytest

from app.cli import main

LINK = r"/join/[\w-]{43}"


@pytest.fixture
def misstep(settings, monkeypatch, capsys):
    """Run a command over the database of this test: exit status, what was printed, and what was said beside it."""
    monkeypatch.setenv("MISSTEP_HOME", str(settings.home))
    monkeypatch.setenv("MISSTEP_DATABASE_URL", settings.database_url)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["misstep", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code or 0, printed.out, printed.err

    return run


def test_the_first_owner_is_one_at_once_and_gets_a_link(misstep):
    code, out, err = misstep("user", "add", "Grace@Example.org", "--role", "owner")
    assert code == 0
    assert re.fullmatch(rf"grace@example\.org becomes owner of This server by this link:\n{LINK}\n", out)
    assert "http://127.0.0.1:8440/join/" in err
    assert "for 3 days" in err
    _, out, _ = misstep("user", "list")
    assert out == "grace@example.org  owner of This server  (no password yet)\n"


def test_whoever_comes_next_is_a_member_once_the_link_is_used(misstep):
    misstep("user", "add", "grace@example.org", "--role", "owner")
    _, out, _ = misstep("user", "add", "linus@example.org", "--role", "author", "--json")
    told = json.loads(out)
    assert re.fullmatch(LINK, told.pop("link"))
    assert told.pop("expires_at")
    assert told == {"email": "linus@example.org", "role": "author", "workspace": "This server"}
    assert json.loads(misstep("user", "list", "--json")[1]) == {
        "users": [{"email": "grace@example.org", "password": False, "workspaces": {"This server": "owner"}}]
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["user", "add", "linus@example.org", "--role", "author"], "the workspace has no owner yet"),
        (["user", "add", "linus", "--role", "owner"], "this is no e-mail address"),
        (["user", "add", "linus@example.org", "--role", "owner", "--workspace", "Acme"], "there is no workspace 'Acme'"),
        (["user", "password", "linus@example.org"], "nobody here has the address linus@example.org"),
        (["user", "remove", "linus@example.org"], "nobody here has the address linus@example.org"),
        (["workspace", "add", "Acme", "--owner", "linus@example.org"], "nobody here has the address linus@example.org"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_says_why_and_changes_nothing(misstep, arguments, said):
    code, out, err = misstep(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert misstep("user", "list")[1].startswith("nobody has an account here")


def test_a_workspace_has_an_owner_from_the_start_and_a_name_of_its_own(misstep):
    misstep("user", "add", "grace@example.org", "--role", "owner")
    assert misstep("workspace", "add", " Acme   Support ", "--owner", "grace@example.org")[1] == (
        "Acme Support is there, and grace@example.org owns it\n"
    )
    assert misstep("workspace", "list")[1] == "Acme Support\nThis server\n"
    code, _, err = misstep("workspace", "add", "acme support", "--owner", "grace@example.org")
    assert (code, "already" in err) == (2, True)
    told = json.loads(
        misstep("user", "add", "li@example.org", "--role", "author", "--workspace", "ACME support", "--json")[1]
    )
    assert told["workspace"] == "Acme Support"


def test_the_last_owner_of_a_workspace_is_not_removed(misstep):
    misstep("user", "add", "grace@example.org", "--role", "owner")
    for removal in (
        ["user", "remove", "grace@example.org"],
        ["user", "remove", "grace@example.org", "--workspace", "local"],
    ):
        code, _, err = misstep(*removal)
        assert (code, "one owner at least" in err) == (2, True)
    code, _, err = misstep("user", "add", "grace@example.org", "--role", "author")
    assert (code, "one owner at least" in err) == (2, True)


def test_a_member_who_is_added_again_has_the_other_role_at_once(misstep, store):
    import signed_in

    misstep("user", "add", "grace@example.org", "--role", "owner")
    signed_in.person(store, "linus@example.org", "author", password="four or five words")
    assert misstep("user", "add", "linus@example.org", "--role", "interviewer")[1] == (
        "linus@example.org is interviewer of This server, and signs in as before\n"
    )
    assert "linus@example.org  interviewer of This server\n" in misstep("user", "list")[1]


def test_an_account_that_is_removed_is_gone(misstep, store):
    import signed_in

    misstep("user", "add", "grace@example.org", "--role", "owner")
    signed_in.person(store, "linus@example.org", "author", password="four or five words")
    assert misstep("user", "remove", "Linus@example.org")[1] == "linus@example.org has no account any more\n"
    assert "linus" not in misstep("user", "list")[1]
