from app.pages.value.fields import MOST_COMPARED, field_lines
from app.replay.words import WordMark


def read(before, after):
    return [
        (line.path, line.mark, [(piece.mark, piece.head) for piece in line.stretches])
        for line in field_lines(before, after)
    ]


def test_fields_that_came_went_and_changed_have_a_line_each():
    assert read({"a": 1, "b": 2}, {"a": 3, "c": {"d": 4}}) == [
        ("a", "changed", [(WordMark.LEFT, "1"), (WordMark.ENTERED, "3")]),
        ("c", "came", [(WordMark.ENTERED, '{"d":4}')]),
        ("b", "went", [(WordMark.LEFT, "2")]),
    ]


def test_records_in_another_order_are_told_by_their_names():
    (line,) = field_lines([{"id": "A"}, {"id": "B"}], [{"id": "B"}, {"id": "A"}])
    assert line.mark == "reordered"


def test_texts_are_compared_word_by_word_and_equal_ones_have_no_line():
    assert read("in cents", "in euros") == [
        ("", "changed", [(WordMark.SAME, "in "), (WordMark.LEFT, "cents"), (WordMark.ENTERED, "euros")])
    ]
    assert read("same", "same") == []


def test_a_large_value_is_indented():
    (line,) = field_lines({}, {"a": {"text": "x" * 200}})
    assert line.stretches[0].head.startswith("{\n")


def test_texts_too_long_to_be_compared_by_word_stand_one_after_the_other():
    one, other = "a " * MOST_COMPARED, "a " * MOST_COMPARED + "b"
    assert [piece.mark for piece in field_lines(one, other)[0].stretches] == [WordMark.LEFT, WordMark.ENTERED]
