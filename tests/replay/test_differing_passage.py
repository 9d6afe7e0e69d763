"""The one passage that tells most of what differs in two steps."""

from hypothesis import given
from hypothesis import strategies as st
from runs_at_hand import ANSWER, ASK, SYSTEM, model, tool

from app.domain.message import Message, Text, ToolResult
from app.replay.context_diff import MessagePool
from app.replay.differing_passage import AROUND, LONGEST, differing_passage, rank
from app.replay.value_diff import ValueChange, ValueMark
from app.replay.words import WordMark

POLICY = "Unused goods may be returned within {days} days of delivery for a full refund. {fee}"
OLD = {"id": "RET/3#2", "score": 17.08, "title": "Returns", "content": POLICY.format(days=30, fee="A fee is kept.")}
NEW = {"id": "RET/4#2", "score": 15.95, "title": "Returns", "content": POLICY.format(days=100, fee="No fee is kept.")}


def passage(one, other, aspects=("result",), *, messages=()):
    return differing_passage(one, other, aspects, MessagePool(messages={item.hash: item for item in messages}))


def results(one, other):
    return passage(tool(1, output=one), tool(1, output=other))


def marks(found):
    return [(piece.mark, piece.text) for piece in found.pieces]


def test_of_a_document_in_another_version_the_words_are_told_and_not_the_score():
    found = results([NEW], [OLD])
    assert (found.aspect, found.path, found.more) == ("result", "[RET/3#2].content", 2)
    assert (
        found.before == "Unused goods may be returned within 100 days of delivery for a full refund. No fee is kept."
    )
    assert found.after == "Unused goods may be returned within 30 days of delivery for a full refund. A fee is kept."
    assert [text for mark, text in marks(found) if mark is WordMark.LEFT] == ["100", "No"]


def test_a_few_words_stand_around_the_passage():
    before, after = "one two three. " * 20, "four five six. " * 20
    (lead, gone, came, tail) = marks(results(f"{before}in cents{' ' + after}", f"{before}in euros{' ' + after}"))
    assert (gone, came) == ((WordMark.LEFT, "cents"), (WordMark.ENTERED, "euros"))
    assert (lead[1][:8], lead[1][-3:]) == ("…one two", "in ")
    assert (tail[1][:5], tail[1][-5:]) == (" four", "six.…")
    assert max(len(lead[1]), len(tail[1])) <= AROUND + 1


def test_words_without_an_end_are_cut_where_they_are():
    lead, *_, tail = marks(results(f"{'x' * 200} a {'y' * 200}", f"{'x' * 200} b {'y' * 200}"))
    assert (lead[1], tail[1]) == (f"…{'x' * 79} ", f" {'y' * 79}…")


def test_of_two_places_far_apart_the_one_in_which_more_differs_is_told():
    far = " and so it goes on" * 60
    found = results(f"one{far} a much longer passage stood here{far}", f"two{far} nothing{far}")
    assert "a much longer passage stood here" in found.before
    assert "nothing" in found.after


def test_neighbouring_differences_are_one_passage():
    found = results("Rate 3.5 %, bonus 760.65 EUR", "Rate 2.0 %, bonus 277.50 EUR")
    assert (found.before, found.after) == ("Rate 3.5 %, bonus 760.65 EUR", "Rate 2.0 %, bonus 277.50 EUR")


def test_a_record_that_went_stands_before_figures_and_what_is_more_is_counted():
    found = results(
        {"count": 3, "rows": [{"id": "A"}, {"id": "B"}, {"id": "C"}]}, {"count": 1, "rows": [{"id": "A"}]}
    )
    assert (found.path, found.before, found.after, found.more) == ("rows[B]", '{"id":"B"}', "", 2)
    came = results({"rows": [{"id": "A"}]}, {"rows": [{"id": "A"}, {"id": "B"}]})
    assert (came.before, came.after) == ("", '{"id":"B"}')


def test_a_figure_is_told_where_nothing_else_differs():
    found = results({"amount": "360.05"}, {"amount": "288.04"})
    assert (found.path, marks(found)) == (
        "amount",
        [(WordMark.LEFT, "360.05"), (WordMark.ENTERED, "288.04")],
    )


def test_the_first_aspect_that_has_a_passage_is_told():
    one, other = tool(1, input={"id": 1}, output="a"), tool(1, input={"id": 1}, output="b")
    assert passage(one, other, ("arguments", "result")).aspect == "result"
    assert passage(one, one, ("arguments", "result")) is None


def test_an_order_alone_is_no_passage():
    assert results([{"id": 1}, {"id": 2}], [{"id": 2}, {"id": 1}]) is None
    assert results([{"id": n} for n in range(9)], [{"id": n} for n in range(8, -1, -1)]) is None


def test_of_a_context_the_message_that_changed_is_told_by_its_role():
    other = Message("system", (Text("You answer for Harbour Books. Refunds within 14 days."),))
    given = (SYSTEM, other, ASK, ANSWER)
    found = passage(model(1, [SYSTEM, ASK], []), model(1, [other, ASK], []), ("context",), messages=given)
    assert (found.path, found.after) == ("system message", other.text)


def test_of_a_result_in_a_context_the_field_is_told():
    one, other = (Message("tool", (ToolResult({"rows": rows, "of": "orders"}, "c1", "search"),)) for rows in (3, 0))
    found = passage(model(1, [one], []), model(1, [other], []), ("context",), messages=(one, other))
    assert (found.path, found.before, found.after) == ("tool message rows", "3", "0")


def test_a_message_that_only_one_was_given_is_told_whole():
    given = (SYSTEM, ASK)
    gone = passage(model(1, [SYSTEM, ASK], []), model(1, [ASK], []), ("context",), messages=given)
    assert (gone.path, gone.before, gone.after) == ("system message", SYSTEM.text, "")
    came = passage(model(1, [ASK], []), model(1, [SYSTEM, ASK], []), ("context",), messages=given)
    assert (came.path, came.before, came.after) == ("system message", "", SYSTEM.text)


def test_a_passage_longer_than_what_may_be_pinned_is_cut():
    found = results("", "word " * 200)
    assert len(found.after) == LONGEST + 1
    assert found.after.endswith("…")


WORDS = st.lists(st.sampled_from(["in", "time", "no", "fee,", "100", "30"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_a_short_passage_is_the_whole_of_both_texts_or_their_own_words(one, other):
    found = results(one, other)
    assert (found is None) == (one == other)
    if found:
        assert found.before in one
        assert found.after in other
        assert found.before != found.after


def test_what_only_stands_elsewhere_comes_last() -> None:
    changes = [
        ValueChange("lines", ValueMark.REORDERED, ["a", "b"], ["b", "a"]),
        ValueChange("lines[a]", ValueMark.MOVED, 1, 2),
        ValueChange("total", ValueMark.CHANGED, 12, 1250),
        ValueChange("unit", ValueMark.WENT, "EUR", None),
        ValueChange("note", ValueMark.CHANGED, "as it was", "as it is"),
    ]
    assert [change.path for change in sorted(changes, key=rank)] == ["note", "unit", "total", "lines", "lines[a]"]
