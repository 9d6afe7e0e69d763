"""A trace whose every text is written by somebody who means harm: what may stand in it, and where."""

import json

CANARY = "<canary-element canary onclick=canary()>"  # an element that no page of ours has
EVIL = "evil.invalid"  # a host that no page of ours asks

PAYLOADS = {
    "script": f"</script><script>canary()</script></textarea></title>{CANARY}",
    "style": f"</style><style>*{{display:none!important}}</style>{CANARY}<b style='position:fixed;inset:0'>over</b>",
    "image": f"\"'><img src=http://{EVIL}/x.png onerror=canary() canary><iframe srcdoc='<script>parent.canary()</script>'>",
    "svg": f"<svg onload=canary()><script>canary()</script><use href='http://{EVIL}/a.svg#x'/><foreignObject>{CANARY}</svg>",
    "markdown": (
        f"# Heading {CANARY}\n\n![pixel](http://{EVIL}/track.png) [press](javascript:canary()) [out](http://{EVIL}/ 'canary')\n\n"
        f"| a | b |\n|---|---|\n| <img src=x onerror=canary()> | ![i](//{EVIL}/p.png) |\n\n```html onclick=canary()\n<script>canary()</script>\n```\n\n"
        f"- **bold**\n- [ref]\n\n<javascript:canary()> <http://{EVIL}/auto> <!-- comment -->\n\n[ref]: data:text/html;base64,PHNjcmlwdD4=\n"
    ),
    "ansi": "\x1b[31mred\x1b[0m \x1b]0;new title\x07\x1b[2J\x1b[1;1H\x9b31m",
    "bidi": "\u202egnp.exe\u202c \u2066iso\u2069 \u2067lates\u2068 \u202a\u202b\u202d\u061c\u200e\u200f to the end \u202e\u2067",
    "zero width": "pay\u200bpal\u200c\u200d\u2060\ufeff\u00ad\u180e\u034f\u3164\u115f\U000e0041\U000e0101",
    "zalgo": "".join(letter + "\u0300\u0301\u0489\u035c\u033f\u0353" * 12 for letter in "HE COMES"),
    "unbroken": "W" * 6000,
    "many lines": "line\n" * 800,
    "controls": "".join(map(chr, [*range(32), *range(0x7F, 0xA0)])) + "\u2028\u2029",
    "surrogates": "half \ud83d and \udc00 half",
    "templates": "{{ 7*7 }}{% include 'base.html' %}{# x #}${7*7}#{7*7}<%= 7*7 %>",
    "css": f"}}*{{display:none}}/*\\65xpression(canary()) url(http://{EVIL}/x) @import 'http://{EVIL}/y';",
    "entities": "&lt;script&gt;canary()&lt;/script&gt; &#x202e;&#0;&NewLine;&amp;amp; &quot;onclick=canary()",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 30 + "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "right to left": "محمد القحطاني طلب استرداد 1250 ليس صحيحا שלום (עולם) 42",
    "address": f"javascript:canary()//http://{EVIL}/ data:text/html,<script>canary()</script> //{EVIL}/z",
    "document": "data:text/html;base64,PHNjcmlwdD5jYW5hcnkoKTwvc2NyaXB0Pg==",
    "vector": "data:image/svg+xml;base64," + "PHN2ZyBvbmxvYWQ9Y2FuYXJ5KCk+" * 20,
    "prototype": "__proto__",
    "held": "\ue000202e\ue001 \ue0003c\ue001script>",
    "backticks": "`code` ``` <canary-element> ``` $(canary()) ../../etc/passwd",
}  # fmt: skip

_BASE = 1_760_000_000_000_000_000


def hostile_otlp(text: str, *, trace_id: str = "ab" * 16) -> bytes:
    """A run of twelve steps as OTLP JSON, by the GenAI conventions, with `text` wherever a text can stand."""
    spans = [_agent(1, text), _guardrail(2, text), *_turn(3, text, kept=True), *_turn(6, text, kept=False)]
    spans += [_retrieval(9, text), _memory(10, text), _sub_agent(11, text), *_turn(12, text, kept=True, parent=11)]
    for span in spans:
        span["traceId"], span["traceState"] = trace_id, text
        span["events"] = [*span.get("events", ()), _event(span, text, {text: text, "list": [text, {text: text}]})]
        span["links"] = [
            {"traceId": "ef" * 16, "spanId": "ef" * 8, "traceState": text, "attributes": _attributes({text: text})}
        ]
    resource = {"attributes": _attributes({"service.name": text, text: text})}
    scope = {"scope": {"name": text, "version": text, "attributes": _attributes({text: text})}, "spans": spans}
    body = {"resourceSpans": [{"resource": resource, "scopeSpans": [scope], "schemaUrl": text}]}
    return json.dumps(body).encode() + b"\n"


def _turn(number: int, text: str, *, kept: bool, parent: int = 1) -> list[dict]:
    """A model step and two tools that it asked for; the context of the second turn lost and changed messages."""
    given = [_says("system", text), _says("user", f"Please {text}"), *([_says("user", text)] if kept else [])]
    given += [
        {"role": text, "name": text, "parts": [{"type": "text", "content": text}, {"type": "reasoning", "content": text}]},
        {"role": "assistant", "parts": [{"type": "tool_call", "id": text, "name": text, "arguments": {text: text}}]},
        {"role": "tool", "parts": [{"type": "tool_call_response", "id": text, "response": {text: [text, {text: text}]}}]},
        {"role": "user", "parts": [
            {"type": "blob", "mime_type": text, "modality": text, "content": text},
            {"type": "uri", "mime_type": "image/png", "modality": "image", "uri": text},
            {"type": text, "content": text, text: text},
        ]},
        _says("user", json.dumps({text: text, "rows": [{"id": text, "meta": {text: text}}] * 3})),
    ]  # fmt: skip
    said = [
        {"role": "assistant", "finish_reason": text, "parts": [
            {"type": "reasoning", "content": text}, {"type": "text", "content": f"Said {number}: {text}"},
            {"type": "tool_call", "id": f"call {number} {text}", "name": text, "arguments": {text: text, "note": text}},
        ]},
    ]  # fmt: skip
    offered = [
        {
            "type": "function",
            "name": text,
            "description": text if kept else f"now {text}",
            "parameters": {
                "type": "object",
                "description": text,
                "properties": {text: {"type": text, "enum": [text]}},
                "required": [text],
            },
        }
    ]
    model = {
        "gen_ai.operation.name": "chat", "gen_ai.provider.name": text, "gen_ai.request.model": text,
        "gen_ai.response.model": f"other {text}", "gen_ai.response.id": f"r{number} {text}",
        "gen_ai.response.finish_reasons": [text], "gen_ai.input.messages": json.dumps(given),
        "gen_ai.output.messages": json.dumps(said), "gen_ai.tool.definitions": json.dumps(offered),
        "gen_ai.request.stop_sequences": [text, f"{number}"], "gen_ai.output.type": f"{text}{number}",
    }  # fmt: skip
    return [
        _span(number, f"chat {text}", parent, model | _shared(text)),
        _tool(number + 1, text, parent, call=f"call {number} {text}"),
        _tool(number + 2, text, parent, error=text),
    ]


def _tool(number: int, text: str, parent: int, *, call: str = "", error: str = "") -> dict:
    rows = [{"id": text, "meta": {text: text}, "long": text * 2, text: 1}] * 3
    result = text if error else json.dumps({text: text, "rows": rows, "list": [text] * 3})
    attributes = {
        "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": text, "gen_ai.tool.call.id": call or text,
        "gen_ai.tool.description": text, "gen_ai.tool.type": text,
        "gen_ai.tool.call.arguments": json.dumps({text: {text: [text]}, "plain": text}),
        "gen_ai.tool.call.result": result, "app.state.delta": json.dumps({text: [number, text], f"key {text}": None}),
    }  # fmt: skip
    span = _span(number, f"execute_tool {text}", parent, attributes | _shared(text), error=error)
    if error:
        raised = {"exception.type": text, "exception.message": text, "exception.stacktrace": text}
        span["events"] = [_event(span, "exception", raised)]
        span["attributes"] += _attributes({"error.type": text})
    return span


def _agent(number: int, text: str) -> dict:
    about = {"gen_ai.agent.description": text, "gen_ai.agent.id": text, "gen_ai.agent.version": text}
    told = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": text}
    return _span(number, text, 0, told | about | _shared(text))


def _sub_agent(number: int, text: str) -> dict:
    told = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": f"{text} helper"}
    return _span(number, f"invoke_agent {text}", 1, told | _shared(text))


def _guardrail(number: int, text: str) -> dict:
    told = {"openinference.span.kind": "GUARDRAIL", "input.value": text, "output.value": text}
    return _span(number, text, 1, told)


def _retrieval(number: int, text: str) -> dict:
    found = {f"retrieval.documents.{n}.document.{name}": text for n in range(2) for name in ("id", "content")}
    found["retrieval.documents.0.document.metadata"] = json.dumps({text: text, "source": text})
    return _span(number, text, 1, {"openinference.span.kind": "RETRIEVER", "input.value": text, **found})


def _memory(number: int, text: str) -> dict:
    told = {"gen_ai.operation.name": "search_memory", "gen_ai.memory.store.name": text, "gen_ai.memory.query": text}
    state = json.dumps({text: text, "key": {text: text}})
    return _span(number, text, 1, told | {"gen_ai.memory.records": state, "app.state.delta": state})


def _shared(text: str) -> dict:
    who = {"session.id": text, "user.id": text, "gen_ai.conversation.id": text, "tags": [text, text]}
    return who | {text: text, f"metadata.{text}": json.dumps({text: text})}


def _says(role: str, text: str) -> dict:
    return {"role": role, "parts": [{"type": "text", "content": text}]}


def _span(number: int, name: str, parent: int, attributes: dict, *, error: str = "") -> dict:
    open_until = {1: 100, 11: 50}.get(number, number)
    return {
        "spanId": f"{number:016x}",
        "parentSpanId": f"{parent:016x}" if parent else "",
        "name": name,
        "startTimeUnixNano": str(_BASE + number * 10**9),
        "endTimeUnixNano": str(_BASE + open_until * 10**9 + 5 * 10**8),
        "status": {"code": 2, "message": error} if error else {"message": name},
        "attributes": _attributes(attributes),
    }


def _event(span: dict, name: str, attributes: dict) -> dict:
    return {"name": name, "timeUnixNano": span["startTimeUnixNano"], "attributes": _attributes(attributes)}


def _attributes(values: dict) -> list[dict]:
    return [{"key": key, "value": _value(value)} for key, value in values.items()]


def _value(value: object) -> dict:
    if isinstance(value, list):
        return {"arrayValue": {"values": [_value(item) for item in value]}}
    if isinstance(value, dict):
        return {"kvlistValue": {"values": _attributes(value)}}
    return {"stringValue": value}
