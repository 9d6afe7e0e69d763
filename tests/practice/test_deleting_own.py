"""What a reader deletes of their own is gone from every table."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from adas_attempt import NINE
from late_parcel import SLUG
from own_attempts import ADA, FORESEEN, MALLORY, PROOF, begun, handed_in
from remembering import remembering

from app.attempts.log_claim import log_claim
from app.domain.claim import Claim
from app.domain.errors import NotFound
from app.practice.delete_own import delete_own_attempt, delete_own_attempts
from app.practice.read_own_record import read_own_record
from app.startup import prepared_store
from app.store.check import problems


@pytest.fixture
def read(store):
    """Ada's attempts, one handed in and one open with a claim, and one of mallory's."""
    with store.writing() as work:
        handed_in(work, SLUG, pins=PROOF, forecast=FORESEEN, hints=1)
        theirs = begun(work, SLUG, as_="number-two") | {"now": NINE}
        log_claim(work, **theirs, claim=Claim(id="c", step=2, what="a kestrel", at=NINE))
        begun(work, SLUG, as_="mallorys", viewer=MALLORY)
    return store


def listed(store, viewer=ADA):
    with store.reading() as work:
        return [each.outline.id for each in read_own_record(work, viewer=viewer).attempts]


def test_all_of_a_readers_attempts_are_gone_from_every_table_and_anothers_stay(read):
    assert remembering(read, ADA.id) >= {"attempt", "event"}
    assert remembering(read, "peregrine") == {"attempt", "event"}
    assert delete_own_attempts(read, viewer=ADA) == 2
    for words in (ADA.id, "peregrine", "a kestrel", "number-two"):
        assert remembering(read, words) == set()
    assert (listed(read), listed(read, MALLORY)) == ([], ["mallorys"])
    assert problems(read) == []
    assert delete_own_attempts(read, viewer=ADA) == 0


def in_files(store, words):
    return any(words in file.read_bytes() for file in store.files() if file.exists())


@pytest.mark.sqlite
def test_nothing_of_them_is_left_in_the_files_of_sqlite(read):
    assert in_files(read, b"a kestrel")
    delete_own_attempts(read, viewer=ADA)
    assert not in_files(read, b"a kestrel")


@pytest.mark.sqlite
def test_nothing_of_one_that_goes_alone_is_left_there(read):
    assert in_files(read, b"a kestrel")
    delete_own_attempt(read, viewer=ADA, attempt_id="number-two")
    assert not in_files(read, b"a kestrel")


@pytest.mark.sqlite
def test_what_a_deletion_that_was_cut_short_left_in_the_log_goes_when_the_server_starts(read, settings, pack):
    with read.writing() as work:
        work.attempts.remove(ADA.id)
    assert in_files(read, b"a kestrel")
    prepared_store(settings, pack).close()
    assert not in_files(read, b"a kestrel")


@pytest.mark.sqlite
def test_others_write_while_a_deletion_waits_for_who_reads_the_log(read):
    with ThreadPoolExecutor() as beside:
        with read.reading() as work:
            assert work.attempts.count() == 3
            deleted = beside.submit(delete_own_attempts, read, viewer=ADA)
            while listed(read):
                assert not deleted.done()
            with read.writing() as other:
                begun(other, SLUG, as_="meanwhile", viewer=MALLORY)
            assert not deleted.done()
        assert deleted.result() == 2
    assert not in_files(read, b"a kestrel")


def test_one_attempt_goes_alone(read):
    delete_own_attempt(read, viewer=ADA, attempt_id="number-two")
    assert listed(read) == [SLUG]
    assert remembering(read, "a kestrel") == set()
    assert remembering(read, "peregrine") == {"attempt", "event"}
    assert problems(read) == []


@pytest.mark.parametrize("attempt_id", ["number-two", "never-was"])
def test_anothers_attempt_is_as_absent_as_one_that_never_was_and_stays(read, attempt_id):
    with pytest.raises(NotFound, match="there is no such attempt"):
        delete_own_attempt(read, viewer=MALLORY, attempt_id=attempt_id)
    assert listed(read) == [SLUG, "number-two"]


def test_who_was_about_to_write_finds_nothing_afterwards(read):
    with read.writing() as work:
        held = work.attempts.of(ADA.id, "number-two")
        assert work.attempts.remove(ADA.id) == 2
        for ask in (work.attempts.of, work.attempts.for_change):
            with pytest.raises(NotFound):
                ask(ADA.id, held.id)
    with read.writing() as work:
        begun(work, SLUG, as_="number-two")
        assert [each.seq for each in work.events.of("number-two")] == [1, 2]
