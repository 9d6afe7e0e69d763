"""What the application asks its database for a page."""

from contextlib import contextmanager

from sqlalchemy import event


@contextmanager
def questions(ada):
    """What the application asks its database."""
    asked = []

    def note(_connection, _cursor, statement, *_):
        if "deliver" not in statement:  # what looks for deliveries beside the requests, now and then
            asked.append(statement)

    engine = ada.app.state.misstep.store.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)
