"""Blind readings are loaded with the packs, change no edition, and stay with those that are not shown any more."""

import json

import pytest
from adas_attempt import NINE
from late_parcel import BLIND_READING, SLUG, TICKET, otlp, write_pack

from app.catalog.item_digest import item_digest
from app.domain.blind_reading import NamedCause, ReaderKind
from app.domain.scenario import Reveal
from app.domain.viewer import Reader
from app.practice.load_bundled import load_bundled
from app.practice.start import start_attempt
from app.store.blind_readings import BlindReadings

FIRST = NamedCause(reader=ReaderKind.MODEL, step=6)


@pytest.fixture
def load(store, tmp_path):
    """Load a pack of this test's own from a folder."""

    def loaded(name):
        load_bundled(store, scenarios=tmp_path / name / "scenarios", traces=tmp_path / name / "traces")

    return loaded


def kept(store, edition):
    with store.reading() as work:
        return work.open(BlindReadings).of(edition)


def shown(store):
    with store.reading() as work:
        return work.catalog.edition(SLUG, "a")


def test_one_more_reading_changes_no_edition(store, load, tmp_path):
    write_pack(tmp_path / "pack")
    load("pack")
    edition = shown(store)
    assert kept(store, edition) == (FIRST,)
    person = BLIND_READING | {
        "reader": "person",
        "diagnosis": {"no_fault": True},
        "item": item_digest(otlp("broken"), ticket=TICKET),
    }
    del person["model"]
    (tmp_path / "pack/scenarios" / SLUG / "readings/a/second.json").write_text(json.dumps(person))
    load("pack")
    assert shown(store) == edition
    assert kept(store, edition) == (FIRST, NamedCause(reader=ReaderKind.PERSON, no_fault=True))


def test_an_edition_that_is_read_keeps_the_readings_it_had(store, load, tmp_path):
    edition = shown(store)
    with store.writing() as work:
        start_attempt(
            work, viewer=Reader(id="ada"), attempt_id="one", now=NINE, slug=SLUG, variant=None, reveal=Reveal.OPEN
        )
    write_pack(tmp_path / "anew", later="otherwise")
    load("anew")
    assert shown(store) != edition
    assert kept(store, edition) == (FIRST,)
