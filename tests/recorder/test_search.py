from app.faults.lookup import Lookup, Passage
from app.recorder.search import search


def passage(name, text, **labels):
    return Passage(id=f"{name}#0", document=name, title="Terms", text=text, labels=labels)


PASSAGES = (
    passage("ret-uk", "Lamps can be returned within 30 days.", region="UK", valid_from="2025-01-01"),
    passage("ret-us", "Lamps can be returned within 90 days.", region="US", valid_from="2025-01-01"),
    passage(
        "ret-old",
        "Lamps can be returned within 14 days.",
        region="UK",
        valid_from="2020-01-01",
        valid_to="2024-12-31",
    ),
    passage("war-all", "The warranty on lamps is two years.", region=["UK", "US"]),
)


def found(query="returning lamps", *, filters=None, **options):
    lookup = Lookup(query=query, filters=filters or {}, passages=PASSAGES, top_k=options.pop("top_k", 9), **options)
    return [hit.passage.document for hit in search(lookup)]


def test_the_best_passages_come_first_and_words_are_stemmed():
    hits = search(Lookup(query="returning lamps within 90 days", filters={}, passages=PASSAGES, top_k=9))
    assert hits[0].passage.document == "ret-us"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_filters_leave_over_what_has_the_label_or_lists_it():
    assert sorted(found("lamps", filters={"region": "US"})) == ["ret-us", "war-all"]
    assert found("lamps", filters={"region": "DE"}) == []


def test_limits_cut_what_was_found():
    assert found("warranty lamps", top_k=1) == ["war-all"]
    assert len(found("lamps", top_k=3, keep=2)) == 2
    assert found("warranty", min_score=100.0) == []


def test_an_index_holds_what_was_in_force_on_the_day_it_was_built():
    assert sorted(found("returned", built="2026-03-01")) == ["ret-uk", "ret-us"]
    assert found("returned", built="2023-06-01") == ["ret-old"]


def test_a_hit_tells_the_day_of_its_index_and_not_what_ended_it_later():
    (hit,) = search(Lookup(query="returned", filters={}, passages=PASSAGES, top_k=9, built="2023-06-01"))
    assert hit.passage.labels == {"region": "UK", "valid_from": "2020-01-01", "indexed": "2023-06-01"}


def test_a_query_may_hold_signs_and_quotes_and_need_not_hold_words():
    assert found('"lamps" AND (returned*') != []
    assert found("?!") == []
    assert search(Lookup(query="lamps", filters={}, passages=(), top_k=3)) == []
