"""Which lists are read row by row, as records, and which as tables."""

from app.pages.value.shape import FormattedText, Table, ValueBranch
from app.pages.value.tree import shown_value

TEXT = "## Return window\nUnused goods may be returned **within 30 days** of delivery. " * 3


def documents(count):
    return [
        {
            "id": f"RET-DE/{place}",
            "score": 17.1,
            "title": "Returns, Germany and Austria",
            "metadata": {"kind": "policy", "version": 3, "indexed": "2026-08-24"},
            "content": TEXT,
        }
        for place in range(count)
    ]


def test_documents_are_records_with_what_names_and_dates_them_before_the_rest_and_the_text_last():
    shown = shown_value(documents(3))
    assert isinstance(shown, Table)
    assert (shown.apart, shown.titled) == (True, True)
    assert shown.columns == ("title", "score", "version", "indexed", "id", "kind")
    ((label, text),) = shown.rows[0].below
    assert (label, type(text), text.reading) == ("content", FormattedText, "markdown")


def test_one_document_is_a_record_too():
    assert shown_value(documents(1)).apart


def test_many_documents_with_texts_are_records_still():
    assert shown_value(documents(30), limit=100_000).apart


def test_a_text_without_marks_stays_as_it_is():
    ((_, text),) = shown_value([{"id": 1, "text": "word " * 40}]).rows[0].below
    assert (text.shape, text.kind) == ("scalar", "block")


def test_one_small_object_is_a_branch_as_any_list_of_one():
    assert isinstance(shown_value([{"id": 1, "state": "paid"}]), ValueBranch)


def test_few_wide_rows_are_records_and_many_are_a_table():
    wide = {f"field {place}": "a value of some length" for place in range(6)}
    assert shown_value([wide] * 3).apart
    assert not shown_value([wide] * 13, limit=100_000).apart


def test_few_narrow_rows_are_a_table():
    shown = shown_value([{"sku": "TA-17003", "quantity": 1}, {"sku": "TA-20011", "quantity": 2}])
    assert (shown.apart, shown.columns) == (False, ("sku", "quantity"))


def test_in_a_table_dates_and_versions_stand_beside_the_first_column():
    row = {"sku": "TA-1", "name": "tent", "price": "9.00", "placed": "2026-09-16", "stock": 3, "version": 4}
    shown = shown_value([row] * 13)
    assert shown.columns == ("sku", "placed", "version", "name", "price", "stock")
    assert shown.decisive == 2


def test_more_dates_than_a_phone_is_wide_make_records_of_any_number_of_rows():
    row = {"id": "DE-2747330-0001", "placed": "2026-09-16T19:42:27Z", "sent": "2026-09-17T10:00:00Z"}
    assert not shown_value([row] * 13).apart
    assert shown_value([row | {"delivered": "2026-09-19T11:06:00Z"}] * 13).apart
