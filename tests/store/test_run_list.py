"""Runs are listed by key, the latest first: every one once, and each page at the cost of the first."""

import pytest
from sqlalchemy import insert

from app.store.run_list import _LATEST, _NEWER, _OLDER, RunKey
from app.store.tables import RunRow


def stored(store, *runs, workspace="local"):
    """Runs by start and id, without steps."""
    about = {"workspace": workspace, "source": "imported", "trace_id": "t", "content": "c", "name": "n"}
    figures = {"step_count": 1, "span_count": 1, "ended_ns": 9, "about": b"{}"}
    with store.engine.begin() as connection:
        rows = [about | figures | {"started_ns": started, "id": run_id} for started, run_id in runs]
        connection.execute(insert(RunRow), rows)


def ids(page):
    return [run.id for run in page.runs]


def test_the_pages_hold_every_run_once_in_order_and_lead_back(store):
    stored(store, (5, "b"), (5, "a"), (5, "c"), (9, "late"), (-1, "early"))
    with store.reading() as work:
        first = work.run_list.latest("local", limit=2)
        second = work.run_list.older("local", first.older, limit=2)
        third = work.run_list.older("local", second.older, limit=2)
        assert [ids(page) for page in (first, second, third)] == [["late", "c"], ["b", "a"], ["early"]]
        assert (first.newer, third.older) == (None, None)
        assert work.run_list.newer("local", third.newer, limit=2) == second
        assert ids(work.run_list.newer("local", second.newer, limit=2)) == ["late", "c"]


def test_where_less_than_a_page_is_newer_the_first_page_is_shown(store):
    stored(store, *((n, f"run{n}") for n in range(1, 6)))
    with store.reading() as work:
        page = work.run_list.newer("local", RunKey(4, "run4"), limit=3)
        assert ids(page) == ["run5", "run4", "run3"]
        assert (page.newer, page.older) == (None, RunKey(3, "run3"))


def test_a_run_that_arrives_while_somebody_turns_pages_moves_none_of_them(store):
    stored(store, (1, "a"), (2, "b"), (3, "c"))
    with store.reading() as work:
        first = work.run_list.latest("local", limit=2)
    stored(store, (4, "d"))
    with store.reading() as work:
        assert ids(work.run_list.older("local", first.older, limit=2)) == ["a"]


def test_a_workspace_lists_its_own_runs_alone(store):
    stored(store, (1, "ours"))
    stored(store, (2, "theirs"), workspace="public")
    with store.reading() as work:
        assert ids(work.run_list.latest("local", limit=9)) == ["ours"]
        assert ids(work.run_list.older("local", RunKey(9, ""), limit=9)) == ["ours"]
        assert ids(work.run_list.newer("local", RunKey(0, ""), limit=9)) == ["ours"]


def test_a_key_comes_back_from_its_text():
    for key in (RunKey(0, "a"), RunKey(-1, "a.b"), RunKey(2**63 - 1, "x"), RunKey(-(2**63), "x")):
        assert RunKey.of(str(key)) == key


@pytest.mark.sqlite  # PostgreSQL plans by what the table holds: a small one is scanned whatever its indexes are
def test_the_index_leads_to_every_page(store):
    """Neither a sort nor a scan: the rows are read from the index, from the key on."""
    asked = {"workspace": "local", "started": 5, "id": "a", "limit": 3}
    with store.engine.connect() as connection:
        for query, sought in ((_LATEST, ""), (_OLDER, "(started_ns,id)<(?,?)"), (_NEWER, "(started_ns,id)>(?,?)")):
            written = query.params(asked).compile(store.engine, compile_kwargs={"literal_binds": True})
            (step,) = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {written}").all()
            assert "USING INDEX ix_run_listed (workspace=?" in step.detail
            assert sought in step.detail
