"""Where a user spoke: the messages of a user that entered the context of the outermost agent."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from app.domain.message import Message, ToolResult
from app.domain.step import Run, Step
from app.replay.basis import Basis
from app.replay.gist import first_words

MOST = 3  # of one step; of a longer history that was there at the beginning, the latest
LONG = 20  # characters: a shorter result is a word that anybody may say
LOOKED_BACK = 20  # steps, however many calls a turn has
_COMPARED = 200  # characters of a result: longer ones that begin alike are alike


def user_turns(run: Run, basis: Mapping[int, Basis]) -> dict[int, tuple[str, ...]]:
    """For each model step with which a user's words entered, the beginnings of the latest MOST of them.

    What is in the user's role but hands on a result (frameworks that know no other role) is nobody's turn. Messages
    of agents that were called are their callers' words.
    """
    top = run.lanes[0].id if run.lanes else ""
    found: dict[int, tuple[str, ...]] = {}
    for step in run.steps:
        if step.context is None or step.lane != top:
            continue
        before = run.steps[basis[step.number].step - 1] if step.number in basis else None
        said = [message for message in _entered(step, before, run.messages) if _is_turn(message, step, run)]
        words = tuple(filter(None, (first_words(message.text) for message in said[-MOST:])))
        if words:
            found[step.number] = words
    return found


def _entered(step: Step, before: Step | None, messages: Mapping[str, Message]) -> Iterator[Message]:
    """The user's messages that the context before did not have, in order."""
    ours = step.context.messages if step.context else ()
    theirs = before.context.messages if before and before.context else ()
    shared = next((at for at, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(ours), len(theirs)) if shared is None else shared
    known = Counter(theirs[start:])
    for item in ours[start:]:
        if known[item]:
            known[item] -= 1
        elif messages[item].role == "user":
            yield messages[item]


def _is_turn(message: Message, step: Step, run: Run) -> bool:
    if any(isinstance(part, ToolResult) for part in message.parts):
        return False
    text = message.text.strip()
    return not any(_hands_on(text, result) for result in _results(run.steps[: step.number - 1][-LOOKED_BACK:]))


def _hands_on(text: str, result: str) -> bool:
    """Whether a text is a result, or ends with it after a word like `Observation:`, or holds all of a long one."""
    if len(result) >= LONG:
        return result in text
    return text == result or text.endswith((f": {result}", f"\n{result}"))


def _results(steps: Iterable[Step]) -> Iterator[str]:
    """What the latest steps gave back, as far as it is text."""
    for step in steps:
        if step.context is None and isinstance(step.output, str) and step.output.strip():
            yield step.output.strip()[:_COMPARED]
