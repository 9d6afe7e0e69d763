"""A newer pack takes the place of an older one while readers start attempts."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from adas_attempt import ADA, NINE

from app.attempts.read_attempt import read_attempt
from app.domain.change import AttemptStarted, RunAssigned
from app.domain.errors import NotFound
from app.domain.scenario import Reveal
from app.domain.viewer import Reader
from app.practice.browse import browse_scenarios
from app.practice.load_bundled import load_bundled
from app.practice.read_brief import read_brief
from app.practice.start import start_attempt
from app.store.engine import open_store


@pytest.fixture
def load_empty_pack(store, tmp_path):
    """Load a pack without scenarios, over a connection of its own as another process has."""
    (tmp_path / "empty/scenarios").mkdir(parents=True)

    def load():
        own = open_store(store.engine.url.render_as_string(hide_password=False))
        loaded = load_bundled(own, scenarios=tmp_path / "empty/scenarios", traces=tmp_path / "empty/traces")
        own.close()
        return loaded

    return load


@pytest.fixture
def until_it_waits(store, database, request):
    """On PostgreSQL, until somebody waits for a lock; on SQLite whoever writes second waits before all else."""

    def wait():
        if database == "sqlite":
            return
        server = request.getfixturevalue("postgresql")
        query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"
        for _ in range(600):
            if server.execute(query, [store.engine.url.database]).fetchone()[0]:
                return
            time.sleep(0.05)
        raise TimeoutError

    return wait


def test_an_attempt_that_is_started_meanwhile_keeps_its_edition(store, load_empty_pack, until_it_waits):
    with ThreadPoolExecutor(1) as other:
        with store.writing() as work:
            start_attempt(work, **ADA, slug="late-parcel", variant=None, reveal=Reveal.OPEN, now=NINE)
            loaded = other.submit(load_empty_pack)
            until_it_waits()
        assert loaded.result() == 0
    with store.reading() as work:
        assert read_attempt(work, **ADA).scenario.slug == "late-parcel"
        (card,) = browse_scenarios(work, viewer=Reader(id="ada"))
        assert (card.retired, [attempt.id for attempt in card.attempts]) == (True, ["one"])


def test_an_attempt_whose_edition_is_lost_keeps_no_page_from_the_reader(store, load_empty_pack):
    load_empty_pack()
    lost = [
        AttemptStarted(scenario="late-parcel", variant="a", reveal=Reveal.OPEN),
        RunAssigned(run_id="run", last_step=8, edition="lost"),
    ]
    with store.writing() as work:
        work.attempts.begin("one", lost, reader="ada", at=NINE)
    with store.reading() as work:
        assert browse_scenarios(work, viewer=Reader(id="ada")) == ()
        with pytest.raises(NotFound):
            read_brief(work, viewer=Reader(id="ada"), slug="late-parcel")
        with pytest.raises(NotFound):
            read_attempt(work, **ADA)
