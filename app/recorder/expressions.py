"""Templates and expressions that authors write: facts, seeds, prompts, and what the scripted model says."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from jinja2 import ChainableUndefined, StrictUndefined, Template, TemplateError
from jinja2.environment import TemplateExpression
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.domain.errors import ScenarioRejected
from app.domain.json import JSON

_WHOLE = re.compile(r"\{\{((?:(?!\}\}).)*)\}\}", re.DOTALL)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_BACKSLASH = re.compile(r"""\\([\\'"nrtuxN])|\\""")
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}


def money(amount: float, currency: str = "USD") -> str:
    """$1,284.50 for 1284.5."""
    return f"{'-' if amount < 0 else ''}{_SIGNS.get(currency, currency + ' ')}{abs(amount):,.2f}"


def date(value: str, form: str = "%B %-d, %Y") -> str:
    """March 3, 2026 for 2026-03-03T09:14:00Z."""
    return datetime.fromisoformat(value).strftime(form)


def days_after(value: str, days: int) -> str:
    """The ISO date so many days later; a negative number goes back."""
    return (datetime.fromisoformat(value) + timedelta(days=days)).date().isoformat()


def days_until(start: str, end: str) -> int:
    """Whole days from one ISO date or time to another."""
    return (datetime.fromisoformat(end[:10]) - datetime.fromisoformat(start[:10])).days


def match(text: str, pattern: str) -> str | None:
    """The first match of a regular expression: its first group where it has one."""
    found = re.search(pattern, str(text), re.DOTALL)
    return found[found.re.groups and 1] if found else None


def matches(text: str, pattern: str) -> list[Any]:
    """All matches of a regular expression, in order, each once."""
    return list(dict.fromkeys(re.findall(pattern, str(text), re.DOTALL)))


def listed(items: Iterable[Any], word: str = "and") -> str:
    """The text "a, b and c" for ["a", "b", "c"]."""
    *first, last = [str(item) for item in items] or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def sql(value: Any) -> str:
    """A value as a literal of SQL."""
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | float):
        return str(int(value) if isinstance(value, bool) else value)
    return "'" + (value if isinstance(value, str) else json.dumps(value)).replace("'", "''") + "'"


FILTERS = {
    "money": money, "date": date, "days_after": days_after, "days_until": days_until, "match": match,
    "matches": matches, "listed": listed, "sql": sql, "parsed": json.loads,
}  # fmt: skip


def _environment(undefined: type[Any]) -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        undefined=undefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, cache_size=2000
    )
    made.filters |= FILTERS
    made.globals.update(zip=zip, min=min, max=max, len=len, round=round, abs=abs, enumerate=enumerate, sorted=sorted)
    return made


_strict = _environment(StrictUndefined)
_lenient = _environment(ChainableUndefined)


# The same few templates are filled in at every step of every arm; compiling them is what takes the time.
@lru_cache(maxsize=4000)
def _template(text: str) -> Template:
    return _strict.from_string(_CODE.sub(lambda code: _plain(code[0]), text))


@lru_cache(maxsize=4000)
def _expression(code: str) -> TemplateExpression:
    return _lenient.compile_expression(_plain(code))


@lru_cache(maxsize=4000)
def _strict_expression(code: str) -> TemplateExpression:
    return _strict.compile_expression(_plain(code), undefined_to_none=False)


def _plain(code: str) -> str:
    r"""The code with the backslashes of regular expressions (`\d`, `\b`) kept, where Jinja would read an escape."""
    return _BACKSLASH.sub(lambda found: found[0] if found[1] else r"\\", code)


def render(template: str, names: Mapping[str, Any]) -> str:
    """The text with its templates filled in. Raises ScenarioRejected for an unknown name."""
    try:
        return _template(template).render(names)
    except (TemplateError, TypeError, ValueError, KeyError, ArithmeticError) as error:
        raise ScenarioRejected(f"template {template.strip()[:80]!r}: {error}") from error


def evaluate(expression: str, names: Mapping[str, Any]) -> Any:
    """The value of an expression; None where it comes to something that is not there."""
    try:
        return _expression(expression)(names)
    except (TemplateError, TypeError, ValueError, KeyError, ArithmeticError) as error:
        raise ScenarioRejected(f"expression {expression!r}: {error}") from error


def fill(value: JSON, names: Mapping[str, Any]) -> Any:
    """`render` for each text inside `value`; a text that is one whole `{{ expression }}` keeps its type."""
    match value:
        case str():
            whole = _WHOLE.fullmatch(value.strip())
            return _value(whole[1], names) if whole else render(value, names)
        case Mapping():
            return {key: fill(inner, names) for key, inner in value.items()}
        case list() | tuple():
            return [fill(inner, names) for inner in value]
        case _:
            return value


def _value(expression: str, names: Mapping[str, Any]) -> Any:
    """As `evaluate`, but a name that is not there is an error, as it is in a text."""
    try:
        value = _strict_expression(expression)(names)
        if isinstance(value, StrictUndefined):
            str(value)  # raises the error that says what is not there
    except (TemplateError, TypeError, ValueError, KeyError, ArithmeticError) as error:
        raise ScenarioRejected(f"expression {expression!r}: {error}") from error
    return value
