import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.json import canonical
from app.replay.record_pairing import MAX_PAIRINGS, alike, item_pairing

WINDOW = "Unused goods may be returned within 30 days of delivery. A fee of 20 % is deducted after that."
NEW_WINDOW = "Unused goods may be returned within 100 days of delivery. A fee of 20 % is deducted after that."
TIERS = "Trail on joining, Ridge from 600 points, Summit from 1,800: the tier on the day of the order counts."


def pairs(before, after):
    return item_pairing(before, after).pairs


def doc(name, text, *, title="Returns", **more):
    return {"id": name, "title": title, "content": text, **more}


def test_a_document_is_the_same_at_any_place():
    returns, tiers = doc("RET/4#2", WINDOW), doc("VIP/6#1", TIERS, title="Tiers")
    found = item_pairing([returns, tiers], [tiers, returns])
    assert found.pairs == ((1, 0), (0, 1))
    assert len(found.moved) == 1
    assert found.after == ("VIP/6#1", "RET/4#2")


def test_a_new_version_of_a_document_is_the_same_document():
    tiers = doc("VIP/6#1", TIERS, title="Tiers")
    assert pairs([doc("RET/3#2", WINDOW), tiers], [tiers, doc("RET/4#2", NEW_WINDOW)]) == ((1, 0), (0, 1))


def test_another_section_of_a_document_is_another_one():
    assert pairs([doc("RET/3#2", WINDOW)], [doc("RET/3#1", TIERS)]) == ()


def test_documents_of_one_source_are_told_apart_by_what_they_say():
    def chunk(text):
        return {"page_content": text, "metadata": {"source": "returns.md"}}

    assert pairs([chunk(WINDOW), chunk(TIERS)], [chunk(TIERS), chunk(NEW_WINDOW)]) == ((1, 0), (0, 1))


def test_a_document_without_an_id_is_named_by_its_source():
    one = {"text": WINDOW, "metadata": {"source": "returns.md"}}
    other = {"text": TIERS, "metadata": {"source": "tiers.md"}}
    found = item_pairing([one, other], [other])
    assert (found.pairs, found.before, found.after) == (((1, 0),), ("returns.md", "tiers.md"), ("tiers.md",))


def test_an_order_of_the_same_customer_is_another_order():
    def order(name, total):
        return {"order_id": name, "customer_id": "C-1", "status": "delivered", "total": total}

    assert pairs([order("DE-1", "10.00")], [order("DE-2", "10.00")]) == ()


def test_an_article_that_another_replaced_is_another_article():
    assert pairs([{"line": 1, "sku": "TA-1"}], [{"line": 1, "sku": "TA-9"}]) == ()


def test_rows_without_field_names_are_named_by_their_first_cell():
    found = item_pairing([["DE-1", 3], ["DE-2", 4]], [["DE-2", 5], ["DE-1", 3]])
    assert found.pairs == ((1, 0), (0, 1))
    assert pairs([[0.5, 1], [0.7, 2]], [[0.7, 2]]) == ((1, 0),)
    assert pairs([[], [1]], [[1]]) == ((1, 0),)


def test_what_nothing_names_is_paired_where_it_is_equal_then_by_its_place():
    assert pairs([{"at": 1}, {"at": 2}], [{"at": 1}, {"at": 3}]) == ((0, 0), (1, 1))
    assert pairs(["a", "b"], ["b", "c", "a"]) == ((1, 0), (0, 2))
    assert pairs([{"at": 1}, {"n": 2}], [{"n": 3}]) == ()


def test_a_name_that_two_records_share_names_neither():
    assert pairs([{"id": 1, "n": 1}, {"id": 1, "n": 2}], [{"id": 1, "n": 2}]) == ((1, 0),)


def test_very_many_versions_stay_apart_rather_than_be_compared_each_with_each():
    def sections(word):
        return [{"id": f"{word}{place}", "title": "Returns", "content": f"{WINDOW} {word}"} for place in range(101)]

    assert MAX_PAIRINGS < 101 * 101
    assert pairs(sections("old"), sections("new")) == ()


@pytest.mark.parametrize(("one", "other", "share"), [({}, {}, 0), (WINDOW, WINDOW, 1), ("a b", "b c", 0.5)])
def test_likeness_is_the_share_of_common_words(one, other, share):
    assert alike(one, other) == share


NAMED = st.lists(st.sampled_from("ABCDEFGH"), unique=True, max_size=8).map(lambda names: [{"id": n} for n in names])
LOOSE = st.lists(
    st.integers(0, 3)
    | st.lists(st.integers(0, 2), max_size=2)
    | st.fixed_dictionaries({}, optional={"title": st.sampled_from(["x", "y"]), "n": st.integers(0, 2)}),
    max_size=7,
)


@given(st.one_of(NAMED, LOOSE).flatmap(lambda items: st.tuples(st.just(items), st.permutations(items))))
def test_items_in_another_order_are_all_still_there(lists):
    before, after = lists
    found = item_pairing(before, after)
    assert len(found.pairs) == len(before)
    assert all(canonical(before[i]) == canonical(after[j]) for i, j in found.pairs)


@given(st.one_of(st.tuples(NAMED, NAMED), st.tuples(LOOSE, LOOSE)))
def test_an_item_stands_in_one_pair_at_most_and_in_the_same_from_either_side(lists):
    before, after = lists
    found = item_pairing(before, after)
    assert len({i for i, _ in found.pairs}) == len({j for _, j in found.pairs}) == len(found.pairs)
    assert found.moved <= set(found.pairs)
    assert {(j, i) for i, j in item_pairing(after, before).pairs} == set(found.pairs)


@given(NAMED, NAMED)
def test_named_records_pair_by_their_names_alone(before, after):
    names = {before[i]["id"] for i, _ in item_pairing(before, after).pairs}
    assert names == {item["id"] for item in before} & {item["id"] for item in after}
