"""Results that carry another id than the call they answer."""

from spans_by_hand import asked, model, names, result, run, span, tool, user

LOOKUP = ("lookup", {"id": 1}, "fc_10")
STOCK = ("stock", {"sku": 7}, "fc_20")
QUOTE = ("quote", {"zip": 9}, "fc_21")


def rebuilt(found):
    return [(one.name, one.output) for one in found.steps if one.rebuilt]


def told(*given, calls=(STOCK, QUOTE)):
    """The tool steps of a model's calls and what the next model was told of them."""
    return rebuilt(run((span("m1", 0, 10), model(*calls)), (span("m2", 21, 30), model(given=given))))


def test_results_under_unknown_ids_answer_the_calls_before_them_in_order():
    first = (user("Where is it?"), asked(LOOKUP), result("delivered", "call_010"))
    second = (*first, asked(STOCK), asked(QUOTE), result("14", "call_020"), result("$7.50", "call_021"))
    found = run(
        (span("m1", 0, 10), model(LOOKUP)),
        (span("m2", 11, 20), model(STOCK, QUOTE, given=first)),
        (span("m3", 21, 30), model(given=second)),
    )
    assert rebuilt(found) == [("lookup", "delivered"), ("stock", "14"), ("quote", "$7.50")]


def test_a_result_with_a_name_answers_the_call_of_that_name_before_the_others_are_shared_out():
    assert told(asked(STOCK, QUOTE), result("14", "x1"), result("also 14", "x2", name="stock")) == [
        ("stock", "also 14"),
        ("quote", "14"),
    ]


def test_a_result_named_after_another_tool_answers_nothing():
    assert told(asked(STOCK, QUOTE), result("sent", "x1", name="refund")) == []


def test_a_call_whose_own_result_is_there_is_not_given_another():
    assert told(asked(STOCK, QUOTE), result("$7.50", "x1"), result("14", "fc_20")) == [
        ("stock", "14"),
        ("quote", "$7.50"),
    ]


def test_more_results_than_calls_leave_the_last_ones_unheard():
    assert told(asked(STOCK), result("14", "x1"), result("15", "x2"), calls=[STOCK]) == [("stock", "14")]


def test_a_result_after_the_user_spoke_again_answers_no_call_before():
    assert told(asked(STOCK), user("Hello?"), result("14", "x1"), calls=[STOCK]) == []


def test_a_call_answered_in_an_earlier_exchange_is_not_reopened():
    history = (asked(STOCK), result("14", "x1"), asked(), result("15", "x2"))
    assert told(*history, calls=[STOCK]) == [("stock", "14")]


def test_a_tool_span_under_the_results_id_is_the_call_and_not_a_second_step():
    found = run(
        (span("m1", 0, 10), model(LOOKUP)),
        (span("t", 11, 20), tool("lookup", call_id="call_010")),
        (span("m2", 21, 30), model(given=(asked(LOOKUP), result("delivered", "call_010")))),
    )
    assert names(found) == ["gpt-4o-mini", "lookup", "gpt-4o-mini"]
    assert (found.steps[1].turn, found.steps[1].output) == (1, "delivered")
