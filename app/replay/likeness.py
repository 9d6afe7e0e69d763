"""What is alike and what is unlike in two steps: what they say, never the ids or times that are drawn anew."""

from collections.abc import Iterator, Mapping, Sequence

from app.domain.json import JSON, canonical, content_hash
from app.domain.message import Message, message_json
from app.domain.step import Context, Run, Step, StepKind
from app.replay.delta import decision
from app.replay.pairing import Likeness

GIVEN = ("context", "tools", "parameters")  # what a step was given; the rest is what it did and brought back


class StepComparer:
    """Compares the steps of two runs. A message is read once, however many contexts it is in."""

    def __init__(self, left: Run, right: Run) -> None:
        self._runs = left, right
        self._words: dict[str, str] = {}
        self._keys: dict[str, str] = {}

    def differences(self, ours: int, theirs: int) -> tuple[str, ...]:
        """What is unlike in two steps, in the words of the Delta."""
        left, right = self._runs
        one, other = left.steps[ours - 1], right.steps[theirs - 1]
        return tuple(name for name, unlike in self._compared(one, other) if unlike)

    def likenesses(self, run: Run) -> list[Likeness]:
        """What each step of one of the two runs is paired by."""
        return [self._likeness(step, run) for step in run.steps]

    def _compared(self, one: Step, other: Step) -> Iterator[tuple[str, bool]]:
        ours, theirs = one.context or Context(), other.context or Context()
        yield "context", self._said_otherwise(ours.messages, theirs.messages)
        yield "tools", ours.tools != theirs.tools
        yield "parameters", ours.parameters != theirs.parameters
        yield "arguments", one.input != other.input
        yield "decision", self._said_otherwise(one.output_messages, other.output_messages)
        yield "result", one.output != other.output
        yield "error", one.error != other.error
        yield "state", one.state != other.state

    def _said_otherwise(self, ours: Sequence[str], theirs: Sequence[str]) -> bool:
        if len(ours) != len(theirs):
            return True
        pairs = zip(ours, theirs, strict=True)
        return any(one != other and self.word(one) != self.word(other) for one, other in pairs)

    def word(self, key: str) -> str:
        """A message by what it says: a call's id names no content, and is drawn anew in every run."""
        if key not in self._words:
            self._words[key] = by_words(self.message(key))
            self._keys[self._words[key]] = key
        return self._words[key]

    def words(self, keys: Sequence[str]) -> list[str]:
        """Those of several messages."""
        return list(map(self.word, keys))

    def saying(self, word: str) -> Message:
        """A message that says this, as it was read before."""
        return self.message(self._keys[word])

    def message(self, key: str) -> Message:
        """The message of this hash, of either run."""
        left, right = self._runs
        return left.messages[key] if key in left.messages else right.messages[key]

    def _likeness(self, step: Step, run: Run) -> Likeness:
        work = (step.kind.value, _tool(step), step.agent or "")
        said: list[JSON] = [self.word(key) for key in step.output_messages]
        return Likeness(
            work=work,
            shape=(*work, _shape(step, run)),
            content=content_hash([*work, step.input, said, step.output, step.error]),
        )


def by_words(message: Message) -> str:
    """The hash of what a message says, without the ids of its calls."""
    return content_hash(_without_ids(message))


def _without_ids(message: Message) -> JSON:
    body = message_json(message)
    parts = body["parts"]
    assert isinstance(parts, list)
    return {**body, "parts": [{key: value for key, value in part.items() if key != "id"} for part in parts]}


def _tool(step: Step) -> str:
    """Models are named by their version, which is content: two runs correspond across a change of it."""
    return "" if step.kind is StepKind.MODEL else step.name


def _shape(step: Step, run: Run) -> str:
    if step.kind is StepKind.MODEL:
        return canonical([[call.name, _keys(call.arguments)] for call in decision(step, run.messages).calls])
    return canonical(_keys(step.input))


def _keys(value: JSON) -> JSON:
    """An argument's shape: the keys it has, at any depth; values and types are content."""
    if isinstance(value, Mapping):
        return {key: _keys(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [] if not value else [_keys(value[0])]
    return None
