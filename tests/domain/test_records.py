from app.domain.records import field_of, in_reading_order, is_decisive, labels, title_of

DOCUMENT = {
    "id": "RET-DE/3#2",
    "score": 17.0825,
    "title": "Returns, Germany and Austria",
    "metadata": {"owner": "Customer Operations", "indexed": "2026-08-24", "version": 3},
}
PATHS = [("id",), ("score",), ("title",), ("metadata", "owner"), ("metadata", "indexed"), ("metadata", "version")]


def test_title_score_version_dates_and_id_come_before_the_rest():
    assert in_reading_order(PATHS, [DOCUMENT]) == (
        ("title",),
        ("score",),
        ("metadata", "version"),
        ("metadata", "indexed"),
        ("id",),
        ("metadata", "owner"),
    )


def test_of_several_names_the_first_in_a_fixed_order_is_the_title_and_the_others_keep_their_places():
    paths = [("sku",), ("source",), ("name",)]
    assert title_of(paths) == ("name",)
    assert in_reading_order(paths, []) == (("name",), ("sku",), ("source",))
    assert title_of([("sku",)]) is None


def test_a_field_is_dated_where_every_record_has_a_date_or_nothing_there():
    dated = [{"at": "2026-11-12T08:14:58Z"}, {"at": None}, {}]
    assert is_decisive(("at",), dated)
    assert not is_decisive(("at",), [*dated, {"at": "soon"}])
    assert not is_decisive(("at",), [{"at": None}])
    assert is_decisive(("version",), [])
    assert is_decisive(("metadata.version",), [])


def test_a_wrapper_that_says_nothing_is_left_out_of_a_name():
    assert labels([("metadata", "indexed"), ("document.metadata.kind",), ("price", "amount")]) == (
        "indexed",
        "kind",
        "price.amount",
    )


def test_two_fields_of_one_name_keep_their_wrappers():
    assert labels([("version",), ("metadata", "version")]) == ("version", "metadata.version")


def test_a_field_is_found_by_its_path_or_not_at_all():
    assert list(field_of(DOCUMENT, ("metadata", "version"))) == [3]
    assert list(field_of(DOCUMENT, ("metadata", "kind"))) == []
    assert list(field_of(DOCUMENT, ("title", "kind"))) == []
