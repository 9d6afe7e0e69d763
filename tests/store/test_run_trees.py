"""The steps and agents beside a step."""

from dataclasses import replace

import late_parcel

from app.assembly.steps import run_of
from app.ingest.decode import NamedBytes, decode
from app.store.run_rows import rows_of


def test_the_way_to_another_lane_is_looked_for_nearby_and_not_through_the_whole_run(store):
    (trace,) = decode([NamedBytes("parcel.json", late_parcel.otlp("broken"))])
    rows = rows_of(run_of(trace), trace, run_id="run", workspace="local", source="imported")
    first = rows.steps[0] | {"lane": "root"}
    steps = [first | {"number": number} for number in range(1, 1003)]
    with store.writing() as work:
        work.runs.add(replace(rows, steps=[*steps, first | {"number": 1003, "lane": "researcher"}]))
        assert work.trees.other_lanes("run", 2, last=1003) == (None, None)
        assert work.trees.other_lanes("run", 3, last=1003) == (None, 1003)
        assert work.trees.other_lanes("run", 3, last=1002) == (None, None)
        assert work.trees.other_lanes("run", 1003, last=1003) == (1002, None)
