"""Run the migrations over the connection that `app.store.schema` hands in."""

from alembic import context
from sqlmodel import SQLModel

from app.store import account_tables, catalog_tables, inbox_tables, key_tables, tables

assert {
    account_tables.PersonRow.metadata,
    tables.RunRow.metadata,
    catalog_tables.EditionRow.metadata,
    inbox_tables.DeliveryRow.metadata,
    key_tables.WorkspaceKeyRow.metadata,
} == {SQLModel.metadata}
context.configure(
    connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
