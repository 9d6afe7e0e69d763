"""Read a world's data from its folder: pools, tools, prompts, seeds, documents and scripts."""

import json
import sqlite3
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from app.domain.errors import ScenarioRejected
from app.domain.message import ToolDefinition
from app.faults.lookup import Passage
from app.recorder.expressions import evaluate, render

_PLAIN = (bool, int, float, str, list)  # dates become ISO texts


@dataclass(frozen=True, slots=True)
class Fixtures:
    """One folder under `fixtures/`. Every reader raises ScenarioRejected naming the file."""

    folder: Path

    def toml(self, path: str) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text(path))
        except tomllib.TOMLDecodeError as error:
            raise ScenarioRejected(f"{self.folder / path}: not readable as TOML: {error}") from error

    def text(self, path: str) -> str:
        try:
            return (self.folder / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ScenarioRejected(f"{self.folder / path}: cannot be read: {error}") from error

    def rendered(self, path: str, facts: Mapping[str, Any]) -> str:
        try:
            return render(self.text(path), facts)
        except ScenarioRejected as error:
            raise ScenarioRejected(f"{self.folder / path}: {error}") from error

    def tool(self, name: str) -> ToolDefinition:
        file = f"tools/{name}.json"
        try:
            body = json.loads(self.text(file))
            found = ToolDefinition(body["name"], body["description"], body["parameters"])
        except (ValueError, KeyError, TypeError) as error:
            needed = "a tool has name, description and parameters"
            raise ScenarioRejected(f"{self.folder / file}: {needed}: {error!r}") from error
        if found.name != name:
            raise ScenarioRejected(f"{self.folder / file}: the tool's name is {found.name!r}; name both alike")
        return found


def draw_facts(
    fixtures: Fixtures, expressions: Mapping[str, Any], *, seed: int, params: Mapping[str, Any]
) -> dict[str, Any]:
    """The facts of a variant, in the order they are written; each may use those before it.

    `pick(pool)` draws a row or word of `pools.toml` that was not drawn before, `number(low, high)` a whole
    number, `choice(list)` one of a list; `params` are the variant's own.
    """
    random = Random(f"facts/{seed}")  # noqa: S311
    pools = fixtures.toml("pools.toml")
    left = {name: random.sample(rows, len(rows)) for name, rows in pools.items()}
    facts: dict[str, Any] = {"seed": seed, **params}
    names = {
        "pick": lambda pool: left[pool].pop(),
        "number": random.randint,
        "choice": lambda items: random.choice(list(items)),
    }
    for name, expression in expressions.items():
        if name in params:
            continue
        facts[name] = _drawn(name, expression, facts | names) if isinstance(expression, str) else expression
    return facts


def _drawn(name: str, expression: str, names: Mapping[str, Any]) -> Any:
    try:
        return evaluate(expression, names)
    except (ScenarioRejected, LookupError) as error:
        raise ScenarioRejected(f"facts.{name}: {error}") from error


def open_database(fixtures: Fixtures, seeds: list[str], facts: Mapping[str, Any]) -> sqlite3.Connection:
    """A fresh database in memory, filled by the seed files in their order."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    for seed in seeds:
        try:
            database.executescript(fixtures.rendered(seed, facts))
        except sqlite3.Error as error:
            raise ScenarioRejected(f"{fixtures.folder / seed}: {error}") from error
    return database


def read_passages(fixtures: Fixtures, folders: list[str], facts: Mapping[str, Any]) -> tuple[Passage, ...]:
    """The documents of some folders, cut at their second-level headings into passages."""
    files = [file for folder in folders for file in sorted((fixtures.folder / folder).glob("*.md"))]
    return tuple(passage for file in files for passage in _cut(fixtures, file, facts))


def _cut(fixtures: Fixtures, file: Path, facts: Mapping[str, Any]) -> list[Passage]:
    text = fixtures.rendered(str(file.relative_to(fixtures.folder)), facts)
    head, closed, body = text.removeprefix("+++\n").partition("\n+++\n")
    if not text.startswith("+++\n") or not closed:
        raise ScenarioRejected(f"{file}: a document starts with its labels in TOML between two lines of +++")
    labels = {name: value if isinstance(value, _PLAIN) else str(value) for name, value in tomllib.loads(head).items()}
    name = str(labels.pop("id", file.stem))
    title = str(labels.pop("title", name))
    sections = ("\n" + body.strip()).split("\n## ")
    return [
        Passage(
            id=f"{name}#{place}", document=name, title=title, text=_heading(place) + section.strip(), labels=labels
        )
        for place, section in enumerate(sections)
        if section.strip()
    ]


def _heading(place: int) -> str:
    return "## " if place else ""
