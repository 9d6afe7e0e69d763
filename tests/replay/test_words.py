from hypothesis import given
from hypothesis import strategies as st

from app.replay.words import MOST_COMPARED, WordMark, WordPiece, bounded_word_diff, word_diff

SAME, LEFT, ENTERED = WordMark.SAME, WordMark.LEFT, WordMark.ENTERED


def test_one_changed_word_stands_between_what_stayed():
    assert word_diff("refund within 30 days", "refund within 14 days") == (
        WordPiece(SAME, "refund within "),
        WordPiece(LEFT, "30"),
        WordPiece(ENTERED, "14"),
        WordPiece(SAME, " days"),
    )


def test_texts_too_long_to_be_compared_by_word_stand_one_after_the_other():
    long = "a " * MOST_COMPARED
    assert bounded_word_diff(long, f"{long}b") == (WordPiece(LEFT, long), WordPiece(ENTERED, f"{long}b"))
    assert bounded_word_diff("", long) == (WordPiece(ENTERED, long),)
    assert bounded_word_diff("in cents", "in euros") == word_diff("in cents", "in euros")


def test_neighbouring_changes_are_not_chopped_at_the_blank_between_them():
    assert word_diff("send red shoes now", "send blue boots now") == (
        WordPiece(SAME, "send "),
        WordPiece(LEFT, "red shoes"),
        WordPiece(ENTERED, "blue boots"),
        WordPiece(SAME, " now"),
    )


def test_a_cut_off_end_has_left():
    assert word_diff("policy 4.2: no refunds", "policy 4.2") == (
        WordPiece(SAME, "policy 4.2"),
        WordPiece(LEFT, ": no refunds"),
    )


def test_equal_texts_are_one_piece():
    assert word_diff("as before", "as before") == (WordPiece(SAME, "as before"),)


def test_two_empty_texts_have_no_pieces():
    assert word_diff("", "") == ()


@given(st.text(alphabet="ab .\n", max_size=40), st.text(alphabet="ab .\n", max_size=40))
def test_the_pieces_give_back_both_texts(before, after):
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.mark is not ENTERED) == before
    assert "".join(piece.text for piece in pieces if piece.mark is not LEFT) == after
