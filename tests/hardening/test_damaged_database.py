"""A damaged database is no mistake in what was asked: clients come back once it was restored."""

import sqlite3
from pathlib import Path

import late_parcel
import pytest

JSON = {"content-type": "application/json"}


@pytest.mark.sqlite
def test_whoever_asks_a_damaged_database_is_told_so_and_comes_back(ada):
    engine = ada.app.state.misstep.store.engine
    file = Path(engine.url.database)
    with sqlite3.connect(file) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    engine.dispose()
    with file.open("r+b") as damaged:
        damaged.seek(4096)
        damaged.write(b"\xa5" * (file.stat().st_size - 4096))
    page = ada.get("/runs", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["retry-after"]) == (503, "2")
    assert "misstep db check" in page.text
    answer = ada.post("/v1/traces", content=late_parcel.otlp("healthy"), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (503, 14)
