from app.pages.value.text import CONTEXT, PREVIEW, DiffSegment, cut, sentence, spelled, stretches, visible
from app.replay.words import WordMark, WordPiece


def test_markup_in_a_trace_is_text():
    assert visible("<script>alert(1)</script>") == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_characters_that_hide_or_turn_text_around_are_named():
    shown = visible("pay \u202e001\u200b\x07 to")
    assert 'title="right-to-left override">U+202E</span>001' in shown
    assert 'title="zero width space">U+200B</span>' in shown
    assert 'title="control character">U+0007</span> to' in shown


def test_half_of_a_surrogate_pair_is_named():
    assert "U+D83D" in visible("\ud83d")


def test_tabs_and_line_ends_are_left_alone():
    assert visible("a\tb\nc") == "a\tb\nc"


def test_a_sentence_sets_code_between_backticks_and_escapes_it():
    assert sentence("called `f(<b>)` now") == "called <code>f(&lt;b&gt;)</code> now"


def test_a_short_text_is_not_cut():
    assert (cut("short").text, cut("short").more) == ("short", 0)


def test_a_long_text_is_cut_at_a_line_end_where_one_is_near():
    text = "x" * 3000 + "\n" + "y" * 3000
    assert (len(cut(text).text), cut(text).more) == (3000, 3001)
    assert (len(cut("x" * 6000).text), cut("x" * 6000).more) == (PREVIEW, 6000 - PREVIEW)


def test_long_unchanged_stretches_are_folded_around_a_difference():
    same = "s" * 1000
    first, changed, middle, entered, last = stretches(
        [
            WordPiece(WordMark.SAME, same),
            WordPiece(WordMark.LEFT, "30"),
            WordPiece(WordMark.SAME, same),
            WordPiece(WordMark.ENTERED, "14"),
            WordPiece(WordMark.SAME, same),
        ]
    )
    assert first == DiffSegment(WordMark.SAME, "", 1000 - CONTEXT, "s" * CONTEXT)
    assert middle == DiffSegment(WordMark.SAME, "s" * CONTEXT, 1000 - 2 * CONTEXT, "s" * CONTEXT)
    assert last == DiffSegment(WordMark.SAME, "s" * CONTEXT, 1000 - CONTEXT, "")
    assert (changed.head, entered.head) == ("30", "14")


def test_short_unchanged_stretches_stay():
    assert stretches(
        [WordPiece(WordMark.LEFT, "a"), WordPiece(WordMark.SAME, "s" * 400), WordPiece(WordMark.LEFT, "b")]
    )[1] == DiffSegment(WordMark.SAME, "s" * 400)


def test_a_long_change_is_cut():
    (left,) = stretches([WordPiece(WordMark.LEFT, "x" * 5000)])
    assert (len(left.head), left.folded) == (PREVIEW, 5000 - PREVIEW)


def test_titles_spell_hidden_characters_out():
    assert spelled("a\u202eb<") == "a[U+202E]b<"
