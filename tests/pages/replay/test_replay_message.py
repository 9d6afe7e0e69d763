from app.domain.message import Media, Message, Reasoning, Text, ToolCall, ToolResult
from app.pages.replay.message import changed_view, message_view, message_views, part_view
from app.pages.value.seen import SeenTexts
from app.replay.arrivals import ArrivalKind, FirstArrival, value_key
from app.replay.context_diff import ChangedMessage, PlacedMessage
from app.replay.message_text import readable

PLAN = Message(
    "assistant", (Reasoning("The id is given."), Text("One  moment.\nPlease."), ToolCall("look", {"id": 1}, "c1"))
)


def user(text):
    return Message("user", (Text(text),))


def test_each_part_has_its_kind_and_title():
    assert [part.kind for part in map(part_view, PLAN.parts)] == ["reasoning", "text", "tool call"]
    call = part_view(PLAN.parts[2])
    assert (call.title, call.call_id) == ("look", "c1")
    result = part_view(ToolResult("gone", "c1", "look", is_error=True))
    assert (result.kind, result.title, result.failed) == ("tool result", "look", True)


def test_a_text_that_was_seen_folds_under_the_line_that_introduces_it():
    words = "Everything goes to Am Dobben 44, and nothing may be left with the neighbours; sturdy cartons."
    seen = SeenTexts(arrivals={value_key(words): ((FirstArrival(21, ArrivalKind.SAID),),)}, steps="/steps")
    part = part_view(Text(f"So far:\n\n{words}"), seen=seen)
    assert (part.intro, part.shown.shown.text) == ("So far:", words)
    assert (part.seen.words, part.seen.address) == ("= decided at step 21, unchanged", "/steps/21")
    new = part_view(Text(f"So far:\n\n{words} No more."), seen=seen)
    assert (new.intro, new.seen) == ("", None)


def test_media_are_told_of_and_never_loaded():
    medium = part_view(Media("image/png", data="A" * 5000)).shown
    assert (medium.media_type, medium.size, medium.preview) == ("called image/png", 3750, False)
    reference = part_view(Media("image/png", reference="https://example.org/x.png"))
    assert reference.shown.shown.text == "https://example.org/x.png"
    assert part_view(Media("audio/wav")).shown.shown.text == "content not recorded"
    assert part_view(Media("image/png", data="not base64!")).shown.shown.text == "data:image/png;base64,not base64!"


def test_each_part_of_a_message_has_an_address():
    parts = message_view(PlacedMessage(3, PLAN), address="/steps/9/content/message").parts
    assert [part.address for part in parts] == [f"/steps/9/content/message-3-{place}" for place in (1, 2, 3)]


def test_a_message_is_folded_into_its_first_line():
    folded = message_view(PlacedMessage(3, PLAN), address="/steps/9/content/message", folded=True)
    assert folded.parts == ()
    assert folded.rest == "/steps/9/content/message-3"
    assert folded.line == "The id is given. calls look"


def test_the_line_of_a_call_alone_names_the_tool():
    assert (
        message_view(PlacedMessage(1, Message("assistant", (ToolCall("look", {}),))), address="").line == "calls look"
    )


def test_a_message_that_is_shown_whole_links_to_nothing():
    assert message_view(PlacedMessage(1, user("short")), address="/x").rest is None
    assert message_view(PlacedMessage(1, user("x" * 9000)), address="/x").rest == "/x-1"


def test_of_many_messages_the_first_and_the_asked_for_are_open():
    placed = [PlacedMessage(number, user(str(number))) for number in range(1, 21)]
    assert [
        view.place for view in message_views(placed, address="/x", open_first=2, opened=[9]) if not view.folded
    ] == [1, 2, 9]


def changed(before, after):
    return changed_view(ChangedMessage(PlacedMessage(1, before), PlacedMessage(2, after)))


def test_a_change_is_named_after_what_it_is():
    assert changed(Message("system", (Text("a"),)), Message("system", (Text("b"),))).title == "System prompt changed"
    assert changed(user("one two"), user("one")).title == "User message shortened"
    assert changed(user("one"), user("one two")).title == "User message changed"


def test_messages_are_compared_as_a_person_reads_them():
    everything = Message(
        "tool",
        (*PLAN.parts[1:], ToolResult({"rows": []}, "c1"), ToolResult("none"), Media("image/png", reference="x.png")),
    )
    assert (
        readable(everything)
        == 'One  moment.\nPlease.\n\ncalls look\n{\n  "id": 1\n}\n\n{\n  "rows": []\n}\n\nnone\n\nimage/png\nx.png'
    )
