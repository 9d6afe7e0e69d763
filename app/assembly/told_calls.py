"""Calls of a model that no span reports: the agent's, or the whole loop's, tells of them."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.assembly.forest import Node, downwards
from app.assembly.same_call import words_said
from app.domain.message import Message, ToolResult
from app.domain.span_reading import Role, SpanReading, merged
from app.domain.step import StepKind

MOST_TURNS = 500  # of one span; each has all messages before it, and longer transcripts are told as one call
TOTALS = "Tokens and cost are those of all {} calls of this model together; the recording does not tell them apart."


def with_told_calls(ordered: list[Node]) -> list[Node]:
    """The nodes, every one after its parent, with calls for what containers tell and no span in them reports.

    Where spans report calls, they take from the container what they leave open. Calls in a tool are another agent's.
    A call's span around a whole loop, which tells as its reply what tools gave back in between, is a container too.
    """
    for node in ordered:
        if node.role is Role.STEP and node.kind is StepKind.MODEL and _is_loop(node.reading.output_messages):
            node.role, node.reading = Role.CONTAINER, replace(node.reading, role=Role.CONTAINER)
    if not any(_may_tell(node) for node in ordered):
        _tell_alone(ordered)
        return ordered
    reported: dict[int, list[Node]] = defaultdict(list)
    spoken: dict[int, set[str]] = {}
    added = False
    for node in reversed(ordered):
        inside = reported.pop(id(node), [])
        if node.role is Role.STEP:
            inside = [node]
        elif _may_tell(node):
            same = [call for call in inside if call.kind is node.kind]
            if same:
                _lend(node, same, inside)
            elif node.reading.tells_call and not _repeats(node, spoken):
                added = _tell(node) or added
                inside.append(node)
        if node.parent is not None:
            _remember(inside, reported[id(node.parent)])
    return downwards([node for node in ordered if node.parent is None]) if added else ordered


def _is_loop(messages: Sequence[Message]) -> bool:
    """Whether somebody speaks after tools have answered what was asked in the same messages."""
    answered = [at for at, message in enumerate(messages) if message.role == "tool"]
    if not answered:
        return False
    asked = any(message.calls for message in messages[: answered[0]])
    return asked and any(message.role == "assistant" for message in messages[answered[0] :])


def _tell_alone(ordered: Sequence[Node]) -> None:
    """Make steps of the innermost agents that tell what they were asked and answered, in a run without any step."""
    if any(node.role is Role.STEP for node in ordered):
        return
    told: set[int] = set()
    for node in reversed(ordered):
        speaks = node.reading.input_messages and node.reading.output_messages
        if node.role is Role.CONTAINER and speaks and id(node) not in told:
            node.role, node.reading = Role.STEP, replace(node.reading, kind=StepKind.MODEL)
        if node.role is Role.STEP or id(node) in told:
            told.add(id(node.parent))


def _may_tell(node: Node) -> bool:
    return node.role is Role.CONTAINER and node.reading.kind is not None


def _repeats(node: Node, spoken: dict[int, set[str]]) -> bool:
    """Whether all that a task tells is what a call beside it said: what parses a reply hands on the model's words."""
    parent, told = node.parent, node.reading
    if parent is None or told.usage is not None or told.agent is not None or not told.output_messages:
        return False
    if id(parent) not in spoken:
        calls = (beside for beside in parent.children if beside.role is Role.STEP and beside.kind is StepKind.MODEL)
        spoken[id(parent)] = {words_said(call.reading) for call in calls} - {""}
    return words_said(told) in spoken[id(parent)]


def _remember(calls: Iterable[Node], known: list[Node]) -> None:
    """The last of each kind and the first: enough to know that there are several. They come last first."""
    for call in calls:
        same = [one for one in known if one.kind is call.kind]
        if len(same) >= _SEVERAL:
            known.remove(same[-1])
        known.append(call)


_SEVERAL = 2


def _lend(node: Node, calls: Sequence[Node], inside: Sequence[Node]) -> None:
    """The first call takes from the container what it was asked, and one that is alone whatever it leaves open.

    A reply is that call's also where it has the same words, asked for the tools in the container, or lasted until
    they had ended: such a call is a whole loop's.
    What the container was given may be less than what the model was: it is no whole context.
    """
    first = calls[-1]
    own, told = first.reading, node.reading
    borrowed = not own.input_messages and bool(told.input_messages)
    replies = _assistants(told)
    silent = not own.output_messages and (_ask(replies, inside) or _outlasts(first, inside))
    if len(calls) == len(replies) == 1 and (_says_more(told, than=own) or silent):
        own = replace(own, output_messages=told.output_messages)
    if len(inside) == 1 and len(replies) <= 1:
        own = merged(own, replace(told, agent=None, name=None, parameters={}, failed=False, error=None))
    elif borrowed:
        own = replace(own, input_messages=told.input_messages)
    first.reading = replace(own, partial=own.partial or borrowed)


def _outlasts(call: Node, inside: Sequence[Node]) -> bool:
    """Whether a call began before all else that is known inside a container, and ended after it."""
    return all(
        call.span.start_ns <= other.span.start_ns and other.span.end_ns <= call.span.end_ns for other in inside
    )


def _assistants(reading: SpanReading) -> list[Message]:
    return [message for message in reading.output_messages if message.role == "assistant"]


def _says_more(told: SpanReading, *, than: SpanReading) -> bool:
    """Whether a container has a reply's calls, and the call's span the same words without them."""
    if not any(message.calls for message in told.output_messages):
        return False
    without = not any(message.calls for message in than.output_messages)
    return without and _text(told.output_messages) == _text(than.output_messages)


def _text(messages: Iterable[Message]) -> str:
    return "".join(message.text for message in messages)


def _tell(node: Node) -> bool:
    """Make a step of a container that tells of one call, and nodes below it of more; whether it was nodes."""
    said = _assistants(node.reading)
    below = _steps(node)
    if node.kind is not StepKind.MODEL or (len(said) < _SEVERAL and (not below or _ask(said, below))):
        node.role = Role.STEP
        return False
    node.children += list(_turns(node, below))
    return True


def _steps(node: Node) -> list[Node]:
    """The uppermost steps below a node, by the time at which they began."""
    found: list[Node] = []
    waiting = list(node.children)
    while waiting:
        at = waiting.pop()
        if at.role is Role.STEP:
            found.append(at)
        else:
            waiting += at.children
    return sorted(found, key=lambda step: (step.span.start_ns, step.span.span_id))


def _ask(said: Sequence[Message], steps: Sequence[Node]) -> bool:
    """Whether the calls of a reply led to any of the steps."""
    answers = _answers(steps)
    return any(answers.of(message) for message in said)


@dataclass(slots=True)
class _Answers:
    """The steps that calls of a transcript may have led to, by id, else in their order by name."""

    by_id: dict[str, Node] = field(default_factory=dict)
    by_name: dict[str | None, deque[Node]] = field(default_factory=lambda: defaultdict(deque))

    def of(self, message: Message) -> list[Node]:
        """Those that the calls of a message led to, each once."""
        found: list[Node] = []
        for call in message.calls:
            step = self.by_id.pop(call.id, None) if call.id else None
            named = self.by_name[call.name] if step is None and call.name in self.by_name else None
            if named:
                step = named.popleft()
            if step is not None:
                found.append(step)
        return found


def _answers(steps: Iterable[Node]) -> _Answers:
    answers = _Answers()
    for step in steps:
        if step.reading.call_id is not None:
            answers.by_id.setdefault(step.reading.call_id, step)
        else:
            answers.by_name[step.reading.name].append(step)
    return answers


@dataclass(frozen=True, slots=True)
class _Turn:
    """One reply in a transcript, what was said before it, and when it was given."""

    given: tuple[Message, ...]
    said: tuple[Message, ...]
    start_ns: int
    end_ns: int


def _turns(node: Node, below: Sequence[Node]) -> Iterator[Node]:
    """A node for each reply in a container's transcript, before the tools that it asked for."""
    told = list(_told(node, below))
    last = len(told) - 1
    heard = any(isinstance(part, ToolResult) for turn in told for message in turn.given for part in message.parts)
    for number, turn in enumerate(told):
        reading = _reading(node.reading, turn, closing=number == last)
        missing = number > 0 and not heard
        counted = number == last > 0 and (reading.usage is not None or reading.cost_usd is not None)
        yield Node(
            replace(
                node.span, span_id=f"!{node.span.span_id}.{number:04}", start_ns=turn.start_ns, end_ns=turn.end_ns
            ),  # the sign comes before every digit: a reply is listed before a tool that began at the same instant
            replace(reading, partial=reading.partial or missing),
            Role.STEP,
            parent=node,
            rebuilt=True,
            notes=(TOTALS.format(len(told)),) if counted else (),
        )


def _told(node: Node, below: Sequence[Node]) -> Iterator[_Turn]:
    answers = _answers(below)
    given = list(node.reading.input_messages)
    replies = _replies(node.reading.output_messages)
    left = sum(message.role == "assistant" for message in replies)
    since = node.span.start_ns
    done = max((step.span.end_ns for step in below), default=since)
    for message in replies:
        if message.role == "assistant":
            left -= 1
            led_to = answers.of(message)
            if led_to:
                start, end = since, min(step.span.start_ns for step in led_to)
            elif left:
                start = end = since
            else:
                start, end = max(since, done), max(since, node.span.end_ns)
            yield _Turn(tuple(given), (message,), min(start, end), end)
            since = max([since, *(step.span.end_ns for step in led_to)])
        given.append(message)


def _replies(messages: Sequence[Message]) -> Sequence[Message]:
    """The transcript, as one reply where it is longer than can be told turn by turn, or has none."""
    replies = sum(message.role == "assistant" for message in messages)
    if replies == 0:
        return (*messages, Message("assistant", ()))
    if replies <= MOST_TURNS:
        return messages
    return (Message("assistant", tuple(part for message in messages for part in message.parts)),)


def _reading(told: SpanReading, turn: _Turn, *, closing: bool) -> SpanReading:
    """One reply as a model's call; what the container tells of all of them stands at the last."""
    return SpanReading(
        dialect=told.dialect,
        role=Role.STEP,
        kind=StepKind.MODEL,
        request_model=told.request_model,
        response_model=told.response_model,
        provider=told.provider,
        input_messages=turn.given,
        output_messages=tuple(message for message in turn.said if message.parts),
        tools=told.tools,
        parameters=told.parameters,
        usage=told.usage if closing else None,
        cost_usd=told.cost_usd if closing else None,
        finish_reason=told.finish_reason if closing else None,
    )
