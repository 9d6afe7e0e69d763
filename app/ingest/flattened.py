"""Rebuild the tree that a convention spread over attributes such as `llm.tools.0.tool.json_schema`."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.json import JSON

MAX_PARTS = 24  # deeper keys stay in one piece; the deepest known convention needs 9


def branch(attributes: Mapping[str, JSON], prefix: str) -> JSON:
    """What stands below a prefix: lists where all keys are numbers, else mappings; None if nothing does.

    Indexes may start anywhere and have gaps: the SDK drops the oldest attributes past its limit.
    """
    spread = below(attributes, prefix)
    return tree(spread) if spread else None


def tree(spread: Mapping[str, JSON]) -> JSON:
    """What such keys spread out: lists where all keys are numbers, else mappings."""
    root: dict[str, Any] = {}
    for key, value in spread.items():
        _plant(root, key.split(".", MAX_PARTS), value)
    return _listed(root)


def numbered(attributes: Mapping[str, JSON], prefix: str) -> list[JSON]:
    """The items whose numbers stand right below a prefix, in order; what stands there under names is left out."""
    found = branch(attributes, prefix)
    if isinstance(found, Mapping):
        return [found[key] for key in in_order(filter(is_number, found))]
    return list(found) if isinstance(found, list) else []


def below(attributes: Mapping[str, JSON], prefix: str) -> dict[str, JSON]:
    """The attributes below a prefix, by the rest of their keys."""
    start = f"{prefix}."
    return {key[len(start) :]: value for key, value in attributes.items() if key.startswith(start)}


def _plant(root: dict[str, Any], path: list[str], value: JSON) -> None:
    *way, last = path
    for part in way:
        inner = root.get(part)
        if not isinstance(inner, dict):
            inner = root[part] = {}  # a branch says more than a value in its place
        root = inner
    if not isinstance(root.get(last), dict):
        root[last] = value


def _listed(node: dict[str, Any]) -> JSON:
    if all(map(is_number, node)):
        return [_listed(node[key]) if isinstance(node[key], dict) else node[key] for key in in_order(node)]
    return {key: _listed(value) if isinstance(value, dict) else value for key, value in node.items()}


def is_number(key: str) -> bool:
    """Whether a part of a key counts."""
    return key.isascii() and key.isdigit()


def in_order(numbers: Iterable[str]) -> list[str]:
    """Numbers by what they count."""
    return sorted(numbers, key=_number)


def _number(key: str) -> tuple[int, str]:
    """Orders digits by value, however many there are."""
    digits = key.lstrip("0")
    return len(digits), digits
