import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.replay.facts import FactKind, dates, facts_of, numbers, plain


def told(text, kind):
    return [fact.text for fact in facts_of(text) if fact.kind is kind]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Ship it. Never ship to the old flat.\nThank you.", ["Never ship to the old flat."]),
        ("- Ask the customer only once.", ["Ask the customer only once."]),
        ("It does not ask.", []),
        ("only", []),
        ("You must " + "x" * 300, []),
    ],
)
def test_a_rule_is_a_sentence_that_binds(text, rules):
    assert told(text, FactKind.RULE) == rules


@pytest.mark.parametrize(
    "text", ["He wrote “no pork”.", "He wrote „no pork“.", "He wrote «no pork».", 'Type "no pork".']
)
def test_a_quotation_is_what_stands_between_quotation_marks(text):
    assert told(text, FactKind.QUOTE) == ["no pork"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Please send it to my sister: Ines Brandt, Am Dobben 44, 28203 Bremen.",
            ["Ines Brandt", "Am Dobben 44", "Bremen"],
        ),
        ("Thank you, that was quick.", []),
        ("The Harbour Office is closed.", ["Harbour Office"]),
        ("Bremen is nice.", []),
        ("She lives in Bremen", ["Bremen"]),
        ("the DHL van", []),
        ("of Xu", []),
        ("", []),
    ],
)
def test_a_name_is_a_run_of_capitalised_words_that_does_not_only_open_a_sentence(text, names):
    assert told(text, FactKind.NAME) == names


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("RPL-VIKA39M for C-455310", ["RPL-VIKA39M", "C-455310"]),
        ("parcel 00340434292135340011", ["00340434292135340011"]),
        ("write to wiebke.ohlsen@example.org.", ["wiebke.ohlsen@example.org"]),
        ("see https://example.org/a?b=1, then go", ["https://example.org/a?b=1"]),
        ("a 12-piece set, 20cm wide, 30 days, plain-words", []),
        ("v2", []),
    ],
)
def test_an_id_has_letters_and_digits_or_many_digits_or_is_an_address(text, ids):
    assert told(text, FactKind.IDENTIFIER) == ids


def test_a_number_has_two_digits_or_more():
    assert told("3 of 40 at 129.00, in all 1,240.", FactKind.NUMBER) == ["40", "129.00", "1,240"]


def test_ways_of_writing_one_number_are_one():
    assert numbers("1,240.00") == numbers("1240") == numbers("01240.0") == {"1240"}
    assert numbers("00") == {"0"}
    assert numbers("12,5") == {"12,5"}


def test_ways_of_writing_one_date_are_one():
    assert (
        dates("2026-10-12T09:42:06Z")
        == dates("12 October 2026")
        == dates("Oct. 12th, 2026")
        == {"2026-10-12", "10-12"}
    )
    assert dates("on 12 October") == {"10-12"}


def test_a_time_is_a_fact_by_its_date():
    assert told("at 2026-10-12T09:42:06Z, or on 3 May", FactKind.DATE) == ["2026-10-12", "3 May"]


@given(st.text(max_size=400))
def test_every_fact_of_a_text_is_found_in_the_text_itself(text):
    for fact in facts_of(text):
        match fact.kind:
            case FactKind.NUMBER:
                assert fact.key in numbers(text)
            case FactKind.DATE:
                assert fact.key in dates(text)
            case FactKind.NAME:
                assert all(word in plain(text) for word in fact.key.split())
            case _:
                assert fact.key in plain(text)
