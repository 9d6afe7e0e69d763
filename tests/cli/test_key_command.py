"""`misstep key` makes a key that is printed once, lists what is known of keys, and revokes them."""

import json

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.domain.errors import KeyNameRejected, NotFound


@pytest.fixture
def misstep(settings, monkeypatch):
    """The command, over a database of its own; errors are raised."""
    monkeypatch.setenv("MISSTEP_HOME", str(settings.home))
    if not settings.database_url.startswith("sqlite"):
        monkeypatch.setenv("MISSTEP_DATABASE_URL", settings.database_url)
    return lambda *words: CliRunner().invoke(app, words, catch_exceptions=False)


def test_a_key_is_printed_once_and_then_known_by_its_start(misstep):
    made = misstep("key", "add", "staging agents")
    (secret,) = made.stdout.split()
    assert (secret[:4], len(secret)) == ("mst_", 47)
    assert f"OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20{secret}\n" in made.stderr
    listed = misstep("key", "list").stdout
    assert secret not in listed
    assert f"{secret[:10]}...  deliver  never used  staging agents\n" in listed


def test_a_key_is_good_for_what_was_asked(misstep):
    made = json.loads(misstep("key", "add", "prometheus", "--scope", "metrics", "--json").stdout)
    assert (made["scopes"], made["workspace"], made["created_by"]) == (["metrics"], "local", "command line")
    both = misstep("key", "add", "all", "--scope", "metrics", "--scope", "deliver", "--json")
    assert json.loads(both.stdout)["scopes"] == ["deliver", "metrics"]
    assert misstep("key", "add", "none", "--scope", "everything").exit_code == 2


def test_a_revoked_key_stays_in_the_list_with_the_day_of_its_end(misstep):
    made = json.loads(misstep("key", "add", "old laptop", "--json").stdout)
    assert misstep("key", "revoke", made["id"]).stdout == f"{made['start']}... (old laptop) is revoked\n"
    first = json.loads(misstep("key", "list", "--json").stdout)["keys"]
    misstep("key", "revoke", made["id"])
    assert json.loads(misstep("key", "list", "--json").stdout)["keys"] == first
    assert "key" not in first[0]
    assert first[0]["revoked_at"] is not None
    assert f"  revoked {first[0]['revoked_at'][:10]}  old laptop\n" in misstep("key", "list").stdout


def test_what_is_no_key_is_told(misstep):
    assert misstep("key", "list").stdout == "no keys here: `misstep key add NAME` makes one\n"
    with pytest.raises(NotFound, match="`misstep key list` lists them"):
        misstep("key", "revoke", "none")
    with pytest.raises(KeyNameRejected):
        misstep("key", "add", " ")
