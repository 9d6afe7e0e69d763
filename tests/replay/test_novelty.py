"""Which rows of two aligned runs tell something that no earlier row told."""

from runs_at_hand import ANSWER, ASK, SYSTEM, model, run, tool

from app.domain.message import Message, Text, ToolCall, ToolDefinition, ToolResult
from app.replay.alignment import AlignmentRow, RowRelation, align

SHORT = "Customer Wiebke Ohlsen, order DE-2621990."
LONG = "Customer Wiebke Ohlsen, order DE-2621990. Everything goes to Ines Brandt, Am Dobben 44."


def said(text, role="assistant"):
    return Message(role, (Text(text),))


def searched(rows, *, call="c1"):
    asked = Message("assistant", (ToolCall("search", {"q": "tent"}, call),))
    found = Message("tool", (ToolResult(rows, call, "search"),))
    return asked, found


def tells(left, right):
    return [row.tells for row in align(left, right).rows]


def conversation(rows, *, call="c1", answer=ANSWER, more=()):
    asked, found = searched(rows, call=call)
    steps = (
        model(1, [SYSTEM, ASK], [asked]),
        tool(2, "search", input={"q": "tent"}, output=rows),
        model(3, [SYSTEM, ASK, asked, found], [answer]),
        *more,
    )
    return run(*steps, messages=(SYSTEM, ASK, asked, found, answer))


def test_a_context_that_holds_a_result_which_was_told_repeats_it():
    alignment = align(conversation([3]), conversation([4]))
    assert [row.differs for row in alignment.rows] == [(), ("result",), ("context",)]
    assert [row.relation for row in alignment.rows][1:] == [RowRelation.CHANGED, RowRelation.REPEATED]
    assert [row.is_difference for row in alignment.rows] == [False, True, False]


def test_a_result_that_the_model_was_shown_otherwise_than_it_came_is_told():
    asked, found = searched([3, 4])
    _, cut = searched([3])

    def shown(result):
        steps = tool(1, "search", output=[3, 4]), model(2, [ASK, asked, result], [ANSWER])
        return run(*steps, messages=(ASK, asked, found, cut, ANSWER))

    (_, row) = align(shown(cut), shown(found)).rows
    assert (row.tells, len(row.news)) == (("context",), 2)


def test_a_prompt_that_differs_is_told_at_the_first_step_that_is_given_it():
    other = said("You answer for Harbour Books, and politely.", "system")

    def prompted(prompt):
        steps = model(1, [prompt, ASK], [ANSWER]), model(2, [prompt, ASK, ANSWER], [ANSWER])
        return run(*steps, messages=(prompt, ASK, ANSWER))

    assert tells(prompted(SYSTEM), prompted(other)) == [("context",), ()]


def test_what_was_condensed_is_told_once_also_where_another_message_quotes_it():
    def condensed(text):
        quoted = said(f"So far: {text} Go on.", "user")
        steps = model(1, [ASK], [said(text)]), model(2, [quoted], [ANSWER])
        return run(*steps, messages=(ASK, said(text), quoted, ANSWER))

    assert tells(condensed(SHORT), condensed(LONG)) == [("decision",), ()]


def test_a_message_that_only_one_run_still_holds_is_told_although_both_knew_it():
    def given(last):
        steps = model(1, [SYSTEM, ASK], [ANSWER]), model(2, last, [ANSWER])
        return run(*steps)

    assert tells(given([SYSTEM, ASK]), given([SYSTEM])) == [(), ("context",)]


def test_what_a_step_of_one_run_alone_said_is_told_with_that_step():
    extra = said("I look again, as the first search found little.")
    longer = run(
        model(1, [ASK], [extra]),
        tool(2, "search", output=[]),
        model(3, [ASK, extra], [ANSWER]),
        messages=(ASK, extra, ANSWER),
    )
    shorter = run(tool(1, "search", output=[]), model(2, [ASK], [ANSWER]))
    assert [(row.left, row.right, row.tells) for row in align(longer, shorter).rows] == [
        (1, None, ()),
        (2, 1, ()),
        (3, 2, ()),
    ]


def test_an_order_that_differs_is_told_once():
    one, other = said("One.", "user"), said("Two.", "user")

    def ordered(*first):
        steps = model(1, first, [ANSWER]), model(2, [*first, ANSWER], [ANSWER])
        return run(*steps, messages=(one, other, ANSWER))

    assert tells(ordered(one, other), ordered(other, one)) == [("context",), ()]


def test_tools_and_parameters_are_told_where_they_differ_first():
    search = ToolDefinition("search")

    def offered(tools, seed):
        steps = [model(number, [ASK], [ANSWER], tools=tools, parameters={"seed": seed}) for number in (1, 2)]
        return run(*steps, tools=(search,))

    assert tells(offered([search], 1), offered([], 2)) == [("tools", "parameters"), ()]


def test_rows_that_differ_in_ids_and_times_alone_tell_nothing_and_nothing_parts_there():
    seconds = 1_794_474_014  # 2026-11-12T09:00:14Z
    runs = [
        run(
            tool(1, output={"at": at, "rows": 3}, started_ns=seconds * 10**9, ended_ns=(seconds + 9) * 10**9),
            tool(2, output=word, started_ns=seconds * 10**9, ended_ns=(seconds + 9) * 10**9),
        )
        for at, word in (("2026-11-12T09:00:15Z", "one"), ("2026-11-12T09:00:18Z", "two"))
    ]
    alignment = align(*runs)
    assert alignment.rows == (AlignmentRow(1, 1, ("result",), ("result",)), AlignmentRow(2, 2, ("result",)))
    assert (alignment.first_divergence, alignment.first_act) == (1, 1)


def test_more_differences_than_are_read_are_never_all_noise():
    found = align(
        run(tool(1, output=dict.fromkeys(map(str, range(300)), "re_1a2b3c"))),
        run(tool(1, output={**dict.fromkeys(map(str, range(300)), "re_9f8e7d"), "rows": 3, "of": 1})),
    )
    assert found.rows[0].tells == ("result",)


def test_a_decision_and_an_error_are_told_where_they_are():
    asked, other = searched([])[0], Message("assistant", (ToolCall("search", {"q": "stove"}, "c1"),))
    left = run(model(1, [ASK], [asked]), tool(2, error="late"), messages=(ASK, asked))
    right = run(model(1, [ASK], [other]), tool(2, error="gone"), messages=(ASK, other))
    assert tells(left, right) == [("decision",), ("error",)]


def test_a_context_that_was_condensed_in_one_run_is_read_anew():
    yes, no = said("Yes."), said("No.")

    def answered(word, last):
        steps = (
            model(1, [SYSTEM, ASK], [word]),
            model(2, [SYSTEM, ASK, word], [ANSWER]),
            model(3, [*last, word, ANSWER], [ANSWER]),
        )
        return run(*steps, messages=(SYSTEM, ASK, ANSWER, yes, no))

    kept, condensed = answered(yes, [SYSTEM, ASK]), answered(no, [ASK])
    assert tells(kept, condensed) == [("decision",), (), ("context",)]
    assert align(kept, condensed).rows[2].news == align(condensed, kept).rows[2].news
