"""That a step ran beside others is told once one of the others is revealed."""

from dataclasses import replace

import late_parcel
import pytest

from app.assembly.steps import run_of
from app.ingest.decode import NamedBytes, decode
from app.reading.window import Window
from app.store.run_rows import rows_of


@pytest.mark.parametrize(
    ("frontier", "told"),
    [(2, [None, None]), (3, [None, 1, 1]), (5, [None, 1, 1, None, None]), (6, [None, 1, 1, None, 2, 2])],
)
def test_a_parallel_group_is_told_from_its_second_step_on(store, frontier, told):
    trace = decode([NamedBytes("arm", late_parcel.otlp("broken"))])[0]
    run = run_of(trace)
    groups = (None, 1, 1, None, 2, 2, None, None)
    steps = tuple(replace(step, parallel_group=group) for step, group in zip(run.steps, groups, strict=True))
    with store.writing() as work:
        work.runs.add(rows_of(replace(run, steps=steps), trace, run_id="run", workspace="public", source="bundled"))
        window = Window(work=work, run_id="run", frontier=frontier, last_step=8)
        assert [header.parallel_group for header in window.headers(1, 8)] == told
