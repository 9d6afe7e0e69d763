"""Sweep up what replaced runs were made of and nobody else needs."""

from app.store.engine import Store


def sweep(store: Store, *, workspace: str) -> None:
    """In a unit of work of its own: it has to wait for whoever is writing runs."""
    with store.reading() as work:
        if not work.pool.any_unswept(workspace):
            return
    with store.writing() as work:
        work.pool.sweep(workspace)
