"""Each attribute and operation of the GenAI conventions: read where the registry says, and written down."""

import re
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from genai_registry import DETAILS, OPERATIONS, READ
from spans_by_hand import span

from app.ingest.dialects import read_span

PAGE = Path(__file__).parent.parent.parent / "docs/dialects.md"


def reading_of(operation, attributes):
    """How a span is read that is called as its operation or its MCP method."""
    key = "mcp.method.name" if "/" in operation else "gen_ai.operation.name"
    named = {key: operation} if operation else {}
    read = read_span(replace(span("a", 0, 1), name="call", attributes=named | attributes))
    return replace(read, dialect="")


def told(reading, path):
    """A field of a reading; of messages and tools that of the first."""
    name, _, inner = path.partition(".")
    value = getattr(reading, name)
    if not inner or value is None:
        return value
    return getattr(value[0] if isinstance(value, tuple) and value else value, inner, None)


@pytest.mark.parametrize(("operation", "name", "example", "path", "expected"), READ, ids=[row[1] for row in READ])
def test_an_attribute_is_read_into_the_step(operation, name, example, path, expected):
    assert told(reading_of(operation, {name: example}), path) == expected
    assert told(reading_of(operation, {}), path) != expected


@pytest.mark.parametrize("operation", ["chat", "execute_tool", "invoke_agent", "embeddings", "tools/call"])
@pytest.mark.parametrize("name", DETAILS)
def test_an_attribute_that_is_shown_with_its_span_alone_changes_nothing_else(operation, name):
    assert reading_of(operation, {name: DETAILS[name]}) == reading_of(operation, {})


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_tells_what_its_span_is(operation):
    assert reading_of(operation, {}).rank == OPERATIONS[operation]


def test_every_name_stands_in_the_table_of_the_conventions():
    section = PAGE.read_text().partition("\n## genai\n")[2].partition("\n## ")[0]
    written = re.findall(r"`([^`\s]+)`", section)
    names = [row[1] for row in READ] + [*DETAILS, *OPERATIONS]
    assert [name for name in names if not any(fnmatchcase(name, pattern) for pattern in written)] == []
