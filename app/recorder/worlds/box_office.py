"""The box office of the Lantern Theatre: bookings, free seats and messages, small enough for a first run."""

from app.domain.json import JSON
from app.recorder.tool import Arguments, Options, Row, ToolFailed
from app.recorder.tool_context import ToolContext
from app.recorder.world import Ending, World


def find_booking(context: ToolContext, arguments: Arguments) -> JSON:
    """A booking with the messages to it; of those not the text."""
    booking = _one(context, "SELECT * FROM bookings WHERE id = ?", arguments["booking"], what="booking")
    messages = context.sql(
        "SELECT id AS message, subject, length(text) AS characters FROM messages WHERE booking = ?", booking["id"]
    )
    return {
        "booking": booking["id"],
        "name": booking["name"],
        "performance": booking["performance"],
        "seats": booking["seats"].split(),
        "messages": messages,
    }


def read_message(context: ToolContext, arguments: Arguments) -> JSON:
    """The text of a message, which is filed with its booking; without the quoted lines, where the option says so."""
    message = _message(context, arguments)
    context.sql("INSERT OR REPLACE INTO filed SELECT id, booking, text FROM messages WHERE id = ?", message["id"])
    lines = message["text"].splitlines()
    if context.options.get("without_quotes"):
        lines = [line for line in lines if not line.startswith(">")]
    return {"message": message["id"], "from": message["sender"], "text": "\n".join(lines).strip()}


def open_original(context: ToolContext, arguments: Arguments) -> JSON:
    """A message as it came in, head and all."""
    message = _message(context, arguments)
    head = f"From: {message['sender']}\nSubject: {message['subject']}"
    return {"message": message["id"], "source": f"{head}\n\n{message['text']}"}


def find_seats(context: ToolContext, arguments: Arguments) -> JSON:
    """The blocks of neighbouring free seats of a performance that are large enough, nearest to the stage first."""
    blocks = context.sql("SELECT seats FROM blocks WHERE performance = ? ORDER BY place", arguments["performance"])
    free = [seats for block in blocks if len(seats := block["seats"].split()) >= arguments["together"]]
    return {"performance": arguments["performance"], "blocks": free[: context.options.get("most", 2)]}


def move_booking(context: ToolContext, arguments: Arguments) -> JSON:
    """Give a booking other seats; the ones before are free again."""
    seats = " ".join(arguments["seats"])
    context.sql(
        "UPDATE bookings SET performance = ?, seats = ? WHERE id = ?",
        arguments["performance"],
        seats,
        arguments["booking"],
    )
    return {"booking": arguments["booking"], "status": "moved", "seats": arguments["seats"]}


def send_reply(context: ToolContext, arguments: Arguments) -> JSON:
    """Answer the person who booked."""
    context.sql("INSERT INTO replies (booking, text) VALUES (?, ?)", arguments["booking"], arguments["text"])
    return {"status": "sent", "at": context.now}


def seated(ending: Ending, expected: Options) -> str | None:
    """The `booking` has so many `seats` in the `performance`, and one reply went out."""
    (booking,) = ending.rows("SELECT * FROM bookings WHERE id = ?", expected["booking"])
    if booking["performance"] != expected["performance"]:
        return f"{booking['id']} is for {booking['performance']}, {expected['performance']} was asked for"
    if (seats := len(booking["seats"].split())) != expected["seats"]:
        return f"{booking['id']} has {seats} seats, {expected['seats']} people are coming"
    if (sent := len(ending.rows("SELECT * FROM replies WHERE booking = ?", booking["id"]))) != 1:
        return f"{sent} replies went out on {booking['id']}, one is due"
    return None


def _message(context: ToolContext, arguments: Arguments) -> Row:
    return _one(context, "SELECT * FROM messages WHERE id = ?", arguments["message"], what="message")


def _one(context: ToolContext, statement: str, key: str, *, what: str) -> Row:
    found = context.sql(statement, key)
    if not found:
        raise ToolFailed(f"no {what} {key}", kind="NotFound")
    return found[0]


_TOOLS = (find_booking, read_message, open_original, find_seats, move_booking, send_reply)

WORLD = World(
    name="box-office",
    tools={tool.__name__: tool for tool in _TOOLS},
    checks={"seated": seated},
    watched={
        "bookings": "SELECT id, performance, seats FROM bookings",
        "filed": "SELECT message, booking, text FROM filed",
        "replies": "SELECT id, booking, text FROM replies",
    },
)
