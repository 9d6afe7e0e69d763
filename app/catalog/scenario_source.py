"""Read the two authored halves of a scenario from its folder."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from app.catalog.authored import AuthoredAnswer, AuthoredScenario, ScenarioSource
from app.catalog.shape import shaped
from app.domain.errors import NotFound, ScenarioRejected
from app.domain.fault import FAILURE_CLASSES

SCENARIO_FILE = "scenario.toml"
ANSWER_FILE = "answer.toml"

_scenario = TypeAdapter(AuthoredScenario)
_answer = TypeAdapter(AuthoredAnswer)
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_VARIANT = re.compile(r"[a-z]")


def read_sources(scenarios: Path, slugs: tuple[str, ...] = ()) -> tuple[ScenarioSource, ...]:
    """The packs named by `slugs`, or all in the folder, by slug. Raises as `source_folders` and `read_source` do."""
    return tuple(map(read_source, source_folders(scenarios, slugs)))


def source_folders(scenarios: Path, slugs: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """The folders of the packs, by slug. Raises NotFound for a slug without a folder."""
    found = {file.parent.name: file.parent for file in sorted(scenarios.glob(f"*/{SCENARIO_FILE}"))}
    for slug in slugs:
        if slug not in found:
            known = ", ".join(found) or "none"
            raise NotFound(f"no scenario {slug!r} under {scenarios}; there are: {known}")
    return tuple(folder for slug, folder in found.items() if not slugs or slug in slugs)


def read_source(folder: Path) -> ScenarioSource:
    """Both halves of the scenario in `folder`. Raises ScenarioRejected naming file and key."""
    source = ScenarioSource(scenario=_read_scenario(folder), answer=_read_answer(folder))
    ids = [variant.id for variant in source.scenario.variants]
    if unknown := sorted(source.answer.params.keys() - set(ids)):
        raise ScenarioRejected(f"{folder / ANSWER_FILE}: params.{unknown[0]}: no such variant; there are {ids}")
    return source


def _read_scenario(folder: Path) -> AuthoredScenario:
    file = folder / SCENARIO_FILE
    if not _SLUG.fullmatch(folder.name):
        raise ScenarioRejected(f"{folder}: a scenario's folder is named in lower-case words joined by hyphens")
    scenario = shaped(_scenario, _json(_tables(file) | {"slug": folder.name}), file=file)
    ids = [variant.id for variant in scenario.variants]
    if not ids or len(set(ids)) < len(ids) or not all(map(_VARIANT.fullmatch, ids)):
        raise ScenarioRejected(f"{file}: variants: give each a distinct id of one lower-case letter, got {ids}")
    if scenario.minutes < 1:
        raise ScenarioRejected(f"{file}: minutes: expected at least 1, got {scenario.minutes}")
    return scenario


def _read_answer(folder: Path) -> AuthoredAnswer:
    file = folder / ANSWER_FILE
    tables = _tables(file)
    if isinstance(fault := tables.get("fault"), Mapping):
        tables["fault"] = _with_parameters(fault, {"operator", "at"})
    if isinstance(check := tables.get("check"), str):
        tables["check"] = {"name": check}
    elif isinstance(check, Mapping):
        tables["check"] = _with_parameters(check, {"name"})
    answer = shaped(_answer, _json(tables), file=file)
    _check_answer(answer, file)
    return answer


def _check_answer(answer: AuthoredAnswer, file: Path) -> None:
    """What a fault needs and a clean control must not have. Taste is the lint's; this is what recording needs."""
    if answer.failure_class is not None and answer.failure_class not in FAILURE_CLASSES:
        raise ScenarioRejected(
            f"{file}: failure_class: {answer.failure_class!r} is not one of docs/failure-classes.md"
        )
    ids = [remedy.id for remedy in answer.remedies]
    if len(set(ids)) < len(ids):
        raise ScenarioRejected(f"{file}: remedies: give each a distinct id, got {ids}")
    for place, also in enumerate(answer.also.classes):
        if also not in FAILURE_CLASSES:
            raise ScenarioRejected(f"{file}: also.classes[{place}]: {also!r} is not one of docs/failure-classes.md")
    needed = ("fault", "detectability", "fix_lever", "root", "symptom", "wrong", "right")
    for key in (field.name for field in fields(AuthoredAnswer) if field.name in needed):
        if answer.clean and getattr(answer, key):
            raise ScenarioRejected(f"{file}: {key}: a clean control (no failure_class) has none; remove it")
        if not answer.clean and not getattr(answer, key):
            raise ScenarioRejected(f"{file}: {key} is missing; only a clean control has none")


def _with_parameters(table: Mapping[str, Any], own: set[str]) -> dict[str, Any]:
    """Split a table into its own keys and the parameters beside them."""
    kept = {key: value for key, value in table.items() if key in own}
    return kept | {"parameters": {key: value for key, value in table.items() if key not in own}}


def _tables(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ScenarioRejected(f"{file} is missing; a scenario has {SCENARIO_FILE} and {ANSWER_FILE}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ScenarioRejected(f"{file}: not readable as TOML: {error}") from error


def _json(tables: Mapping[str, Any]) -> str:
    """As JSON, which pydantic reads strictly and still takes lists for tuples; dates become ISO texts."""
    return json.dumps(tables, default=str)
