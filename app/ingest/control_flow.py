"""Tell exceptions that pass control on, as frameworks and generators use them, from those that are failures."""

import re
from collections.abc import Mapping

from app.domain.json import JSON
from app.ingest.cut_json import begun_json
from app.ingest.lenient import json_value

_PASSES = frozenset(
    {
        *("GraphBubbleUp", "GraphInterrupt", "NodeInterrupt", "ParentCommand", "GraphDrained"),  # LangGraph
        *("CallDeferred", "ApprovalRequired"),  # Pydantic AI: somebody else runs or approves the call
        *("SkipModelRequest", "SkipToolValidation", "SkipToolExecution"),  # Pydantic AI: a hook has the answer
        *("HumanFeedbackPending", "ToolInterruptError", "WaitingForEvent"),  # CrewAI, Genkit, LlamaIndex
        *("StopAgentRun", "FinalAnswerException", "BreakpointException"),  # Agno, smolagents, Haystack
        *("ContinueAsNewError", "WorkflowSuspension", "SuspendExecution"),  # runs that outlive a process
        *("GeneratorExit", "StopIteration", "StopAsyncIteration"),  # a stream's end, or a reader that has enough
    }
)
"""Classes by whose exceptions a run pauses, goes on elsewhere, or ends as it should."""

_CANCELS = frozenset(
    {
        *("CancelledError", "Cancelled", "AbortError", "InterruptedException"),
        *("OperationCanceledException", "TaskCanceledException", "CancellationException", "JobCancellationException"),
    }
)
"""Classes of what nobody waits for any more."""

_ENDS_A_WAIT = _CANCELS | {"TimeoutError", "TimeoutException", "Empty", "QueueEmpty"}
"""Those, and the classes of what was waited for in vain."""

_CLASS = re.compile(r"\s*(?:[A-Za-z_]\w{0,80}[.$])*([A-Za-z_]\w{0,80})(?=\s*[:({\[]|\s*$|\s*\n)")
_CARRIED = re.compile(r"\s*[(\[]{0,2}\s*(?:Interrupt\(value=|Command\((?:graph|update|resume|goto)=)")
"""What LangGraph's exceptions carry, which is all that some of their texts are."""

_INTERRUPTS = re.compile(r'\s*\[\s*\{\s*"(?:value|id|when|resumable|ns|interrupt_id)"')
_OF_AN_INTERRUPT = {"value", "id", "when", "resumable", "ns", "interrupt_id"}
_HASH = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LONGEST = 100_000  # characters of what a human is asked; an error's text is hardly longer

_NO_CLASS = (None, "", "Exception", "Error")  # what LangSmith and JavaScript write for every class


def passes_control(kind: str | None, text: str | None) -> bool:
    """Whether an exception, told by its class or by a text that begins with it, hands the run on."""
    if kind not in _NO_CLASS:
        return _named(kind) in _PASSES
    if not text:
        return False
    return _named(text) in _PASSES or _CARRIED.match(text) is not None or _is_interrupts(text)


def _is_interrupts(text: str) -> bool:
    """Whether a text is LangGraph's interrupts as JSON, all that its exceptions say in JavaScript; it may be cut."""
    if not _INTERRUPTS.match(text) or len(text) > _LONGEST:
        return False
    told = json_value(text) or begun_json(text)
    return isinstance(told, list) and bool(told) and all(map(_is_interrupt, told))


def _is_interrupt(item: JSON) -> bool:
    """A value for a human, and how to resume: by namespaces, or by a hash as id."""
    if not isinstance(item, Mapping) or not item.keys() <= _OF_AN_INTERRUPT:
        return False
    return bool({"when", "resumable", "ns"} & item.keys()) or _HASH.fullmatch(str(item.get("id"))) is not None


def cancels(kind: str | None) -> bool:
    """Whether an exception of this class says that nobody waits any more."""
    return _named(kind) in _CANCELS


def ends_a_wait(kind: str | None) -> bool:
    """Whether an exception of this class is how a wait ends: nobody waits any more, or nothing came."""
    return _named(kind) in _ENDS_A_WAIT


def _named(text: str | None) -> str | None:
    """The class that a text is or begins with, without its modules."""
    found = _CLASS.match((text or "")[:400])
    return found.group(1) if found else None
