"""What watches over deliveries goes on whatever goes wrong once."""

import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from parcel_parts import TRACE, part

from app.edge import clock
from app.inbox import retire
from app.inbox.assembler import keep_assemblers
from app.inbox.retire import keep_retiring

TELLER = "import sys; open(sys.argv[1], 'a').write('started '); sys.stdin.read()"
PATIENCE = 30  # seconds


class Failing:
    """A store of which the first units of work fail, each in its way."""

    def __init__(self, store, *errors):
        self._store = store
        self._errors = list(errors)

    def _opened(self, unit):
        if self._errors:
            raise self._errors.pop()
        return unit()

    def reading(self):
        return self._opened(self._store.reading)

    def writing(self):
        return self._opened(self._store.writing)


@contextmanager
def watching(watch, store, **options):
    until = Event()
    thread = Thread(target=watch, args=(store,), kwargs=options | {"clock": clock, "until": until})
    thread.start()
    try:
        yield
        assert thread.is_alive()
    finally:
        until.set()
        thread.join()


def wait_for(found):
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_process_is_started_although_it_could_not_be_told_at_first_whether_something_waits(
    store, deliver, tmp_path
):
    deliver(part(1), at=datetime.now(UTC))
    told = tmp_path / "told"
    options = {"command": [sys.executable, "-c", TELLER, str(told)], "environment": {}, "most": 1}
    with watching(keep_assemblers, Failing(store, RuntimeError("a mistake"), MemoryError()), **options):
        wait_for(told.exists)


def test_what_is_old_is_let_go_of_although_it_could_not_be_at_first(store, deliver, assembled, monkeypatch):
    monkeypatch.setattr(retire, "RETIRE_EVERY", 0.05)
    deliver(part(1))
    assembled()
    with watching(keep_retiring, Failing(store, RuntimeError("a mistake"), OSError()), keep=timedelta()):
        wait_for(lambda: _kept(store) == 0)


def _kept(store):
    with store.reading() as work:
        return len(list(work.deliveries.of_traces("local", [TRACE])))
