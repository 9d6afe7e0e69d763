from app.pages.value.search import MOST_HITS, find_in_value
from app.pages.value.shape import Scalar

ORDER = {
    "id": "A-17",
    "lines": [{"sku": "tent", "qty": 1}, {"sku": "Tent pegs", "qty": 12}],
    "note": None,
    "paid": True,
}


def paths(shown):
    if isinstance(shown, Scalar):
        return [shown.path]
    return [path for _, child in shown.children for path in paths(child)]


def test_only_what_leads_to_a_match_is_shown_at_its_own_path():
    found = find_in_value(ORDER, " TENT ")
    assert found.count == 2
    assert paths(found.shown) == ["$.lines[0].sku", "$.lines[1].sku"]
    assert [label for label, _ in found.shown.children] == ["lines"]
    assert found.shown.count == 4


def test_numbers_null_and_true_are_found_as_they_are_written():
    assert paths(find_in_value(ORDER, "12").shown) == ["$.lines[1].qty"]
    assert paths(find_in_value(ORDER, "null").shown) == ["$.note"]
    assert paths(find_in_value(ORDER, "true").shown) == ["$.paid"]


def test_a_key_that_matches_is_shown_with_what_it_holds():
    found = find_in_value(ORDER, "lines")
    assert found.count == 1
    assert found.shown.children[0][1].count == 2


def test_nothing_is_found_where_nothing_matches_and_for_no_words():
    assert find_in_value(ORDER, "sleeping bag").shown is None
    assert find_in_value(ORDER, "  ").shown is None
    assert find_in_value("deep", "x").count == 0


def test_of_a_long_text_the_words_around_the_match_are_shown():
    shown = find_in_value({"log": "x" * 1000 + "needle" + "y" * 1000}, "needle").shown.children[0][1].shown
    assert shown.text == "… " + "x" * 80 + "needle" + "y" * 80
    assert shown.more == 2006 - 166


def test_matches_are_counted_up_to_a_bound():
    found = find_in_value(["same"] * 1000, "same")
    assert (found.count, found.capped, len(found.shown.children)) == (MOST_HITS, True, MOST_HITS)


def test_values_deeper_than_any_recording_are_not_searched():
    value = "needle"
    for _ in range(200):
        value = [value]
    assert find_in_value(value, "needle").shown is None
