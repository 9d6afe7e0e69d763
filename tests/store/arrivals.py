"""What arrives in tests of the inbox, and when."""

from datetime import UTC, datetime, timedelta

from app.store.deliveries import arrival

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def after(seconds):
    return NINE + timedelta(seconds=seconds)


def arrived(trace_id, body=b"first", *, linked=()):
    return arrival(trace_id, body, media_type="application/json", spans=2, linked=linked)
