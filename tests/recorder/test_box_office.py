"""The tools and the check of the box office."""

import pytest
from desk import Desk

from app.recorder.tool import ToolFailed

SLUG, BOOKING = "the-saturday-seats", "LT-2041"
FRIDAY, SATURDAY = (f"The Winter's Tale, {day} March, 19:30" for day in ("Friday 6", "Saturday 7"))
SIX = ["H3", "H4", "H5", "H6", "H7", "H8"]


@pytest.fixture
def office():
    return Desk(SLUG)


def test_a_booking_lists_its_messages_with_their_length_and_not_their_text(office):
    found = office.call("find_booking", booking=BOOKING)
    assert (found["performance"], found["seats"]) == (FRIDAY, ["F7", "F8", "F9", "F10"])
    assert found["messages"] == [{"message": "M-1", "subject": "Our seats", "characters": 285}]


def test_a_message_is_filed_whole_once_it_is_read(office):
    assert office.call("read_message", message="M-1")["text"].endswith("Best wishes, Ines Albrecht")
    assert office.call("read_message", message="M-1")["from"] == "Ines Albrecht"
    assert office.count("filed") == 1


def test_the_lines_that_a_message_quotes_are_left_out_where_the_option_says_so():
    text = Desk(SLUG, read_message={"without_quotes": True}).call("read_message", message="M-1")["text"]
    assert text.startswith("Hello, sorry")
    assert len(text) < 200


def test_the_original_has_its_head_and_all_of_its_text(office):
    source = office.call("open_original", message="M-1")["source"]
    assert source.startswith("From: Ines Albrecht\nSubject: Our seats\n\n> Your booking")
    assert "There would be 6 of us then" in source


def test_only_blocks_that_are_large_enough_are_found_and_no_more_than_are_wanted(office):
    assert office.call("find_seats", performance=SATURDAY, together=6)["blocks"] == [SIX]
    assert [each[0] for each in office.call("find_seats", performance=SATURDAY, together=2)["blocks"]] == [
        "B11",
        "H3",
    ]
    more = Desk(SLUG, find_seats={"most": 10})
    assert len(more.call("find_seats", performance=SATURDAY, together=2)["blocks"]) == 3


@pytest.mark.parametrize(("tool", "argument"), [("find_booking", "booking"), ("read_message", "message")])
def test_what_is_not_there_is_said(office, tool, argument):
    with pytest.raises(ToolFailed, match=f"no {argument} X-1"):
        office.call(tool, **{argument: "X-1"})


def test_the_check_looks_at_evening_seats_and_reply(office):
    expected = {"booking": BOOKING, "performance": SATURDAY, "seats": 6}
    assert office.check("seated", **expected) == f"{BOOKING} is for {FRIDAY}, {SATURDAY} was asked for"
    office.call("move_booking", booking=BOOKING, performance=SATURDAY, seats=SIX[:4])
    assert office.check("seated", **expected) == f"{BOOKING} has 4 seats, 6 people are coming"
    assert office.call("move_booking", booking=BOOKING, performance=SATURDAY, seats=SIX)["status"] == "moved"
    assert office.check("seated", **expected) == f"0 replies went out on {BOOKING}, one is due"
    assert office.call("send_reply", booking=BOOKING, text="Done.")["status"] == "sent"
    assert office.check("seated", **expected) is None
