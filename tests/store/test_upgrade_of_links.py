"""One-time links of before it was noted who made them are good no more after the upgrade, on both databases."""

import pytest
import sqlalchemy as sa
from alembic import command, config
from signed_in import LATER, LONG_AGO
from sqlmodel.sql.sqltypes import UTCDateTime

from app.domain.errors import LinkSpent
from app.store import schema
from app.store.engine import open_store
from app.store.secret_digest import digest

LINK = sa.table(
    "one_time_link",
    *map(sa.column, ("digest", "id", "purpose", "email", "workspace", "role")),
    *(sa.column(name, UTCDateTime()) for name in ("created_at", "expires_at")),
)


@pytest.fixture
def upgraded(empty_address):
    """A link for the password of linus had been made."""
    store = open_store(empty_address)
    settings = config.Config()
    settings.set_main_option("script_location", str(schema._MIGRATIONS))
    link = {"digest": digest("old"), "id": "link", "purpose": "password", "email": "linus@example.org"}
    with store.engine.execution_options(writing=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0016")
        connection.execute(sa.insert(LINK), [link | {"created_at": LONG_AGO, "expires_at": LATER}])
    assert schema.upgrade(store.engine) == schema.HEAD
    yield store
    store.close()


def test_a_link_whose_maker_is_unknown_is_good_no_more(upgraded):
    with upgraded.reading() as work, pytest.raises(LinkSpent):
        work.one_time_links.read("old", now=LONG_AGO)
