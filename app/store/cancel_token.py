"""Stop a reading from another thread: whoever it is for has gone, or it takes too long."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError

from app.domain.errors import Overloaded
from app.store import postgresql, sqlite

_AGAIN = 0.1  # seconds; a statement that was just about to begin was not there to be interrupted


class CancelToken:
    """What one reading can be stopped with: it asks the database nothing more, and what the database does ends."""

    def __init__(self) -> None:
        self._why: str | None = None
        self._busy: Connection | None = None
        self._changing = Condition()  # a connection that another reading has meanwhile must not be interrupted

    def cancel(self, why: str) -> None:
        """Stop it: where it stands it raises Overloaded with these words. Returns once it has ended; never raises."""
        with self._changing:
            self._why = why
            while self._busy is not None:
                _interrupt(self._busy)
                self._changing.wait(_AGAIN)

    @contextmanager
    def over(self, connection: Connection) -> Iterator[None]:
        """While the block runs it reads from this connection. Raises Overloaded where it is stopped."""
        event.listen(connection, "before_cursor_execute", self._check)
        with self._changing:
            self._busy = connection
        try:
            yield
        except DBAPIError as error:
            if self._why is not None:
                raise Overloaded(self._why) from error
            raise
        finally:
            with self._changing:
                self._busy = None
                self._changing.notify_all()

    def _check(self, *_: Any) -> None:
        if self._why is not None:
            raise Overloaded(self._why)


def _interrupt(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        sqlite.interrupt(driver)
    else:
        postgresql.interrupt(driver)
