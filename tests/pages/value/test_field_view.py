from app.pages.value.fields import field_lines
from app.replay.words import MOST_COMPARED, WordMark


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
    records = [{"id": letter} for letter in "ABCDE"]
    (line,) = field_lines(records, records[::-1])
    assert line.mark == "reordered"


def test_a_record_at_another_place_is_told_with_both():
    records = [{"id": "RET/4", "score": 9}, {"id": "VIP/6", "score": 8}, {"id": "WAR/3", "score": 7}]
    assert read(records, [*records[1:], records[0]]) == [("[RET/4]", "moved", [(WordMark.SAME, "from place 1 to 3")])]


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
