"""Tools whose spans tell little: a tool's name and nothing else, or its start and its end each for itself."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.assembly.forest import Node
from app.domain.span_reading import Role, merged
from app.domain.step import StepKind


def with_bare_tools(ordered: list[Node]) -> list[Node]:
    """The nodes, every one after its parent: a tool's events are joined, and what is called as a tool is a step."""
    _join_events(ordered)
    _name_tools(ordered)
    return ordered


def _join_events(ordered: Iterable[Node]) -> None:
    """Let an instant that tells how a tool ended be a detail of the instant before that tells of its start."""
    started: dict[tuple[int, str], deque[Node]] = defaultdict(deque)
    ends: dict[int, Node] = {}
    for node in ordered:
        if node.span.start_ns != node.span.end_ns or not _is_tool(node):
            continue
        reading = node.reading
        before = started[id(node.parent), reading.call_id or f"{reading.name}()"]
        if reading.output is None and not reading.failed:
            before.append(node)
        elif before and reading.input in (None, before[0].reading.input):
            ends[id(node)] = before.popleft()
    for node in ordered if ends else ():
        node.children = [child for child in node.children if id(child) not in ends]
    for node in ordered if ends else ():
        if id(node) in ends:
            _join(ends[id(node)], node)


def _join(start: Node, end: Node) -> None:
    start.reading = merged(start.reading, end.reading)
    start.span = replace(start.span, end_ns=end.span.end_ns)
    start.children.append(end)
    end.parent, end.role = start, Role.DETAIL


@dataclass(slots=True)
class _Asked:
    """How often a tool was asked for that no span of its own tells of, and since when."""

    since_ns: int
    times: int = 0


def _name_tools(ordered: Sequence[Node]) -> None:
    """Make steps of spans that no convention knows, and that are called as a tool that a model asked for.

    No more of them than were asked for and are not told by a span of their own. An agent is none, nor what a step
    holds, nor what began before the tool was asked for.
    """
    asked = _asked(ordered) if any(_is_unknown(node) for node in ordered) else {}
    inside: set[int] = set()
    for node in ordered if asked else ():
        if node.role is Role.STEP or id(node.parent) in inside:
            inside.add(id(node))
        elif _is_unknown(node):
            name = next((name for name in _names(node) if name in asked and asked[name].times > 0), None)
            if name is not None and node.span.start_ns >= asked[name].since_ns:
                asked[name].times -= 1
                node.role = Role.STEP
                node.reading = replace(node.reading, role=Role.STEP, kind=StepKind.TOOL, name=name)
                inside.add(id(node))


def _asked(ordered: Iterable[Node]) -> dict[str, _Asked]:
    asked: dict[str, _Asked] = {}
    told: Counter[str | None] = Counter()
    for node in ordered:
        if _is_tool(node):
            told[node.reading.name] += 1
        elif node.role is Role.STEP and node.kind is StepKind.MODEL:
            for message in node.reading.output_messages:
                for call in message.calls:
                    one = asked.setdefault(call.name, _Asked(node.span.start_ns))
                    one.since_ns = min(one.since_ns, node.span.start_ns)
                    one.times += 1
    for name, one in asked.items():
        one.times -= told[name]
    return asked


def _is_tool(node: Node) -> bool:
    return node.role is Role.STEP and node.kind is StepKind.TOOL


def _is_unknown(node: Node) -> bool:
    return node.role is not Role.STEP and node.reading.agent is None and node.reading.kind is None


def _names(node: Node) -> tuple[str, ...]:
    """What a span may be called by: its own name, the function's in it, and what an attribute says."""
    said = [node.span.attributes.get(key) for key in ("tool_name", "function.name", "code.function")]
    name = node.span.name
    return (name, name.rpartition(".")[2], *(text for text in said if isinstance(text, str)))
