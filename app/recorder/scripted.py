"""The scripted model: a policy that reads its context and nothing else."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from app.domain.errors import ScenarioRejected
from app.domain.message import Part, Reasoning, Text, ToolCall
from app.domain.scenario import Player
from app.recorder.chance import Chance
from app.recorder.expressions import evaluate, fill, render
from app.recorder.model import ModelRequest, ModelResponse
from app.recorder.script import AgentScript, Call, Move
from app.recorder.view import RequestView

_DUE = "due"  # the name under which a move's words find the arguments of its calls
_LOOP = "item"  # the name under which a call's `each` gives its element


class ScriptedModel:
    """Plays the scripts of a run's agents. The same request always gets the same words."""

    player: ClassVar = Player.SCRIPTED

    def __init__(self, scripts: Mapping[str, AgentScript], *, chance: Chance, file: str) -> None:
        self._scripts = scripts
        self._chance = chance
        self._file = file

    def complete(self, request: ModelRequest, *, agent: str) -> ModelResponse:
        if agent not in self._scripts:
            raise ScenarioRejected(f"{self._file}: agents.{agent} is missing; the run asks that agent's model")
        view = RequestView(request)
        names = view.names()
        script = self._scripts[agent]
        for name, expression in script.let.items():
            if name in (*names, _DUE, _LOOP):
                raise ScenarioRejected(f"{self._file}: agents.{agent}.let.{name}: the name is taken; choose another")
            names[name] = self._at(f"agents.{agent}.let.{name}", lambda text=expression: evaluate(text, names))
        for move in script.moves:
            where = f"agents.{agent}.moves.{move.name}"
            taken = self._at(where, lambda move=move: self._take(move, names, view))
            if taken is not None:
                return self._response(taken, request)
        seen = [call.name for call in view.calls()]
        raise ScenarioRejected(f"{self._file}: agents.{agent}: no move applies after the calls {seen}")

    def _take(self, move: Move, names: Mapping[str, Any], view: RequestView) -> tuple[Part, ...] | None:
        """The parts of the answer if this move is the one to make."""
        if not evaluate(move.when, names):
            return None
        wanted = [call for each in move.call for call in _calls(each, names)]
        due = wanted if move.again else [call for call in wanted if not view.called(call[0], **call[1])]
        if move.call and not due:
            return None
        calls = [ToolCall(tool, args, self._call_id(tool)) for tool, args in due[: move.batch]]
        spoken = {**names, "due": [args for _, args in due]}
        texts = ((Reasoning, move.think), (Text, move.say))
        said = tuple(kind(render(text, spoken).strip()) for kind, text in texts if text)
        return (*said, *calls)

    def _call_id(self, tool: str) -> str:
        return "call_" + self._chance.token(f"call {tool}", 24)

    def _response(self, parts: tuple[Part, ...], request: ModelRequest) -> ModelResponse:
        calls = any(isinstance(part, ToolCall) for part in parts)
        return ModelResponse(model=request.model, parts=parts, finish_reason="tool_calls" if calls else "stop")

    def _at(self, where: str, work: Any) -> Any:
        try:
            return work()
        except ScenarioRejected as error:
            raise ScenarioRejected(f"{self._file}: {where}: {error}") from error


def _calls(call: Call, names: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The calls that one entry comes to: one, or one for each element."""
    elements = [None] if call.each is None else evaluate(call.each, names) or []
    for element in elements:
        inner = names if call.each is None else {**names, _LOOP: element}
        if call.when is None or evaluate(call.when, inner):
            yield call.tool, fill(dict(call.with_), inner)
