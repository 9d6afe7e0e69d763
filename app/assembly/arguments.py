"""Whether the arguments that a model asked for are those that a tool was given."""

from collections.abc import Hashable, Mapping

from app.domain.exact_json import loads
from app.domain.json import JSON, canonical, text_of


def alone(asked: JSON, given: JSON) -> bool:
    """Whether a tool of one argument was recorded with its value alone, as LangChain does."""
    return isinstance(asked, dict) and len(asked) == 1 and str(next(iter(asked.values()))) == str(given)


def compatible(one: JSON, other: JSON) -> bool:
    """Whether two records of what was given are the same, or one of them tells nothing."""
    return one is None or other is None or canonical(one) == canonical(other)


def contradict(asked: JSON, given: JSON) -> bool:
    """Whether an argument that was asked for was given otherwise."""
    one, other = likeness(asked), likeness(given)
    return any(other.get(name, text) != text for name, text in one.items())


def likeness(arguments: JSON) -> dict[str, str]:
    """The arguments that are given, as texts: frameworks turn 1 into "1", and fill in what may be absent."""
    given = opened(arguments)
    if not isinstance(given, Mapping):
        return {}
    return {name: plain_text(value) for name, value in given.items() if value is not None}


def content_of(name: str, arguments: JSON) -> Hashable:
    """What a call asks for, alike in what a model asked and what a tool was given: a name and arguments as texts."""
    return name, *sorted(likeness(arguments).items())


def opened(value: JSON) -> JSON:
    """The object that a text is the JSON of; anything else as it is."""
    if not isinstance(value, str) or not value.lstrip().startswith("{"):
        return value
    try:
        return loads(value)
    except (ValueError, RecursionError):
        return value


def plain_text(value: JSON) -> str:
    """A value as text, 1.0 as 1."""
    whole = isinstance(value, float) and value.is_integer()
    return text_of(int(value) if whole else value).strip()  # type: ignore[arg-type]
