from hypothesis import given
from hypothesis import strategies as st

from app.domain.message import Media, Message, Reasoning, Text, ToolCall, ToolDefinition, ToolResult
from app.replay import lost_facts as lost
from app.replay.context_diff import PlacedMessage
from app.replay.facts import FactKind
from app.replay.lost_facts import lost_facts

WISH = Message(
    "user", (Text("Never send it to the flat, but to Ines Brandt, Am Dobben 44, on 12 October. It cost 129.00."),)
)
ORDER = Message(
    "tool", (ToolResult({"order": "DE-2621990", "lines": [{"sku": "TA-20014", "price": 59.5}], "note": None}, "c1"),)
)
SUMMARY = Message("user", (Text("Summary: order DE-2621990, sent on 2026-10-12, 129 paid."),))


def texts(found):
    return {kind: [item.fact.text for item in facts] for kind, facts in found.facts.items()}


def test_facts_that_no_message_of_the_context_states_are_lost_people_first():
    found = lost_facts([PlacedMessage(2, ORDER), PlacedMessage(3, WISH)], [SUMMARY])
    assert texts(found) == {
        FactKind.RULE: ["Never send it to the flat, but to Ines Brandt, Am Dobben 44, on 12 October."],
        FactKind.NAME: ["Ines Brandt", "Am Dobben 44"],
        FactKind.IDENTIFIER: ["TA-20014"],
        FactKind.NUMBER: ["44", "59.5"],
    }
    assert [(item.place, item.role) for item in found.facts[FactKind.IDENTIFIER]] == [(2, "tool")]
    assert (found.cut, found.searched) == (False, True)


def test_a_fact_may_stand_in_arguments_keys_names_references_thoughts_and_tools():
    removed = Message(
        "user", (Text("See TA-20014, TA-1111, TA-2222, https://x.org/a, Ines Brandt, and TA-3333, TA-4444."),)
    )
    call = Message(
        "assistant",
        (
            Reasoning("of ines brandt"),
            ToolCall("TA-1111", {"TA-2222": ["TA-20014"]}),
            ToolResult(None),
            Media("image/png", "https://x.org/a"),
            Media("image/png"),
        ),
    )
    tool = ToolDefinition("TA-3333", "of things", {"enum": ["TA-4444"]})
    assert lost_facts([PlacedMessage(1, removed)], [call], [tool]).facts == {}


def test_a_fact_said_twice_is_lost_once_from_where_it_was_said_first():
    found = lost_facts([PlacedMessage(1, ORDER), PlacedMessage(4, ORDER)], [])
    assert [(item.fact.text, item.place) for item in found.facts[FactKind.IDENTIFIER]] == [
        ("DE-2621990", 1),
        ("TA-20014", 1),
    ]


def test_of_too_long_a_context_nothing_is_claimed(monkeypatch):
    monkeypatch.setattr(lost, "MAX_CONTEXT", 10)
    found = lost_facts([PlacedMessage(1, WISH)], [SUMMARY])
    assert (found.facts, found.searched) == ({}, False)


def test_of_too_much_removed_text_only_the_first_is_read_and_it_is_said(monkeypatch):
    monkeypatch.setattr(lost, "MAX_REMOVED", 20)
    found = lost_facts([PlacedMessage(1, ORDER), PlacedMessage(2, WISH)], [])
    assert found.cut
    assert FactKind.IDENTIFIER not in found.facts


def test_more_facts_than_can_be_searched_for_are_cut_and_it_is_said(monkeypatch):
    monkeypatch.setattr(lost, "MAX_FACTS", 1)
    found = lost_facts([PlacedMessage(1, ORDER)], [])
    assert (texts(found), found.cut) == ({FactKind.IDENTIFIER: ["DE-2621990"]}, True)


WORDS = st.sampled_from(
    ["never ship to Bremen.", "DE-2621990", "129.00", "12 October 2026", "“no pork”", "of Ines Brandt", "\n"]
)
SAID = st.lists(WORDS, max_size=6).map(lambda words: Message("user", (Text(" ".join(words)),)))


@given(st.lists(SAID, max_size=4))
def test_nothing_is_lost_of_messages_that_are_still_there(messages):
    assert lost_facts([PlacedMessage(place, item) for place, item in enumerate(messages, 1)], messages).facts == {}


@given(st.lists(SAID, max_size=3), st.lists(SAID, max_size=3), SAID)
def test_a_context_that_says_more_has_lost_no_more(removed, context, more):
    placed = [PlacedMessage(place, item) for place, item in enumerate(removed, 1)]
    wider = {item.fact for facts in lost_facts(placed, [*context, more]).facts.values() for item in facts}
    assert wider <= {item.fact for facts in lost_facts(placed, context).facts.values() for item in facts}
