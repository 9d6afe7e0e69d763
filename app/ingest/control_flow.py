"""Tell exceptions that pass control on, as frameworks and generators use them, from those that are failures."""

import re

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

_NO_CLASS = (None, "", "Exception", "Error")  # what LangSmith and JavaScript write for every class


def passes_control(kind: str | None, text: str | None) -> bool:
    """Whether an exception, told by its class or by a text that begins with it, hands the run on."""
    if kind not in _NO_CLASS:
        return _named(kind) in _PASSES
    return bool(text) and (_named(text) in _PASSES or _CARRIED.match(text or "") is not None)


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
