from app.faults.lookup import Lookup, Passage
from app.faults.registry import operator

LOOKUP = Lookup(
    query="return window",
    filters={"region": "UK", "kind": "policy"},
    passages=(Passage(id="ret#1", document="ret", title="Returns", text="Within 30 days."),),
    top_k=8,
    built="2026-03-01",
)


def test_a_stale_index_was_built_on_another_day():
    assert operator("stale_index").change(LOOKUP, built="2025-11-30").built == "2025-11-30"
    assert LOOKUP.built == "2026-03-01"


def test_a_wrong_filter_stands_in_place_of_the_search_s_own():
    assert operator("wrong_filter").change(LOOKUP, filters={"region": "US"}).filters == {
        "region": "US",
        "kind": "policy",
    }


def test_rerank_truncation_passes_on_the_first_few():
    changed = operator("rerank_truncation").change(LOOKUP, keep=2)
    assert (changed.top_k, changed.keep) == (8, 2)
