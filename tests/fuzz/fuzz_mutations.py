"""Change valid requests: in their structure, as JSON and as protobuf, and in their bytes."""

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

DEEP = "@deep@"  # stands in JSON for a nest that Python would not write
DEPTHS = (5, 50, 89, 90, 95, 99, 100, 101, 128, 200, 1_000, 20_000)
NUMBERS = (0, -1, 1, 2**31, 2**32, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), 2**80, 0.1, 1e308, -0.0)
TEXTS = ("", "0", "-1", "\0", "\x1b[2J", "\u202e", "\ud800", "NaN", "9" * 40, "1e400", "true", "é" * 300, "x" * 5_000)
ODD: tuple[Any, ...] = (
    *(None, True, False, [], {}, DEEP, float("inf"), float("nan"), [[]] * 50, {"": {}}, [None] * 100),
    *({"stringValue": "a", "intValue": "1"}, {"arrayValue": {}}, {"kvlistValue": {"values": [{}]}}),
    *({"bytesValue": "!"}, {"intValue": 2**70}, {"doubleValue": "Infinity"}),
    *NUMBERS,
    *TEXTS,
)
PIECES = (
    b"\x00",
    b"\xff",
    b"\x80" * 10,
    b"\xff" * 9 + b"\x01",
    b"{",
    b"]",
    b'"',
    b"\\u0000",
    b"\xc3\x28",
    b"\n\x00" * 64,
)


def mutated_json(request: dict[str, Any], rng: Random) -> str:
    """The request with up to eight changes, as text."""
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3, 8))):
        parent, key = _place(request, rng)
        rng.choice(_JSON_CHANGES)(parent, key, rng)
    text = json.dumps(request, ensure_ascii=rng.random() < 0.8 or "\\ud" in json.dumps(request))
    depth = rng.choice(DEPTHS)
    return text.replace(f'"{DEEP}"', "[" * depth + "]" * depth if rng.random() < 0.5 else _nested(depth))


def _nested(depth: int) -> str:
    """Arrays as OTLP writes them."""
    return '{"arrayValue":{"values":[' * depth + '{"intValue":"1"}' + "]}}" * depth


def _place(value: Any, rng: Random) -> tuple[Any, Any]:
    """A container somewhere in it, and one of its keys; the deeper, the likelier."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = rng.choice(keys)
        inner = value[key]
        if not isinstance(inner, dict | list) or not inner or rng.random() < 0.12:
            return value, key
        value = inner


def _replace(parent: Any, key: Any, rng: Random) -> None:
    parent[key] = deepcopy(rng.choice(ODD))


def _remove(parent: Any, key: Any, _rng: Random) -> None:
    if len(parent) > 1:  # a place is looked for in what is left
        del parent[key]


def _double(parent: Any, key: Any, rng: Random) -> None:
    if isinstance(parent, list):
        parent.extend(deepcopy(parent[key]) for _ in range(rng.choice((1, 2, 50))))
    else:
        parent[f"{key}2"] = deepcopy(parent[key])


def _wrap(parent: Any, key: Any, rng: Random) -> None:
    parent[key] = [parent[key]] if rng.random() < 0.5 else {rng.choice(("values", "value", "key")): parent[key]}


def _shorten(parent: Any, key: Any, rng: Random) -> None:
    text = parent[key]
    parent[key] = text[: rng.randint(0, len(text))] if isinstance(text, str) else rng.choice(NUMBERS)


_JSON_CHANGES: tuple[Callable[[Any, Any, Random], None], ...] = (
    _replace,
    _replace,
    _remove,
    _double,
    _wrap,
    _shorten,
)


def mutated_message(message: Message, rng: Random) -> bytes:
    """The request with up to eight changes, as protobuf."""
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3, 8))):
        inner = _message_in(message, rng)
        _change_field(inner, rng.choice(inner.DESCRIPTOR.fields), rng)
    return message.SerializePartialToString()


def _message_in(message: Message, rng: Random) -> Message:
    """One somewhere in it; the deeper, the likelier."""
    while True:
        inner = []
        for field, value in message.ListFields():
            if field.type == FieldDescriptor.TYPE_MESSAGE:
                inner += list(value) if field.is_repeated else [value]
        if not inner or rng.random() < 0.12:
            return message
        message = rng.choice(inner)


def _change_field(message: Message, field: FieldDescriptor, rng: Random) -> None:
    if rng.random() < 0.2:
        message.ClearField(field.name)
    elif field.is_repeated:
        _change_list(getattr(message, field.name), field, rng)
    elif field.type == FieldDescriptor.TYPE_MESSAGE:
        getattr(message, field.name).SetInParent()
    else:
        setattr(message, field.name, _odd(field, rng))


def _change_list(values: Any, field: FieldDescriptor, rng: Random) -> None:
    count = rng.choice((1, 2, 50))
    if field.type != FieldDescriptor.TYPE_MESSAGE:
        values.extend([_odd(field, rng)] * count)
        return
    for _ in range(count):
        new = values.add()
        if len(values) > 1 and rng.random() < 0.7:
            new.CopyFrom(values[0])


def _odd(field: FieldDescriptor, rng: Random) -> Any:
    match field.cpp_type:
        case FieldDescriptor.CPPTYPE_STRING if field.type == FieldDescriptor.TYPE_BYTES:
            return rng.randbytes(rng.choice((0, 1, 7, 8, 9, 15, 16, 17, 500))) if rng.random() < 0.8 else bytes(16)
        case FieldDescriptor.CPPTYPE_STRING:
            return rng.choice(TEXTS).encode("utf-8", "ignore").decode()
        case FieldDescriptor.CPPTYPE_BOOL:
            return rng.random() < 0.5
        case FieldDescriptor.CPPTYPE_DOUBLE | FieldDescriptor.CPPTYPE_FLOAT:
            return rng.choice((0.0, -1.0, 1e308, float("inf"), float("nan")))
        case FieldDescriptor.CPPTYPE_INT64 | FieldDescriptor.CPPTYPE_INT32 | FieldDescriptor.CPPTYPE_ENUM:
            return rng.choice((0, 1, 2, 99, -1, 2**31 - 1))
    bits = 64 if field.cpp_type == FieldDescriptor.CPPTYPE_UINT64 else 32
    return rng.choice((0, 1, 2 ** (bits - 1) - 1, 2 ** (bits - 1), 2**bits - 1))


def mutated_bytes(body: bytes, rng: Random) -> bytes:
    """One to four changes of bytes."""
    changed = bytearray(body)
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randint(0, len(changed))
        upto = min(len(changed), at + rng.choice((1, 1, 4, 40, 4_000)))
        match rng.randrange(5):
            case 0:
                changed[at:upto] = b""
            case 1:
                changed[at:at] = changed[at:upto] * rng.choice((1, 3))
            case 2:
                changed[at:at] = rng.choice(PIECES)
            case 3:
                changed[at:upto] = rng.randbytes(upto - at)
            case _:
                if at < len(changed):
                    changed[at] ^= 1 << rng.randrange(8)
    return bytes(changed)
