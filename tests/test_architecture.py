"""Hold the rooms of the code, their contracts and the page that draws them to one another."""

import re
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/architecture.md").read_text()
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
PURE = {"domain", "assembly", "replay", "scoring", "faults"}


def rooms():
    found = (path for path in (ROOT / "app").iterdir() if not path.name.startswith("_"))
    return {path.stem for path in found if path.is_dir() or path.suffix == ".py"}


def sources(contract):
    return {name.removeprefix("app.") for name in CONTRACTS[contract]["source_modules"]}


def test_the_drawn_layers_are_the_layers_of_the_contract():
    drawn = re.search(r"## Who may know whom\n.*?```\n(.*?)```", PAGE, re.DOTALL)[1].splitlines()
    assert drawn == CONTRACTS["layers"]["layers"]


def test_every_room_is_drawn_and_explained():
    assert set(re.findall(r"\w+", " ".join(CONTRACTS["layers"]["layers"]))) == rooms()
    assert {room for room in rooms() if not re.search(rf"\*\*`app/{room}(?:/|\.py)`\*\*", PAGE)} == set()


def test_only_these_rooms_may_hold_the_answer_key():
    assert rooms() - sources("sealed") == {"catalog", "domain", "recorder", "scoring", "settings", "store"}


def test_only_what_is_scored_or_revealed_in_an_attempt_opens_the_stored_keys():
    assert rooms() - sources("keys") - PURE == {"attempts", "ingest", "practice", "settings", "store"}


def test_only_the_store_may_speak_sql():
    assert rooms() - sources("sql") - sources("pure") == {"settings", "store"}


def test_the_pure_rooms_are_those_whose_tests_must_reach_every_line():
    reached = re.search(r"^PURE := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1]
    assert sources("pure") == PURE == set(re.findall(r"app/(\w+)/\*", reached))


def test_no_module_imports_itself_by_a_detour():
    graph = grimp.build_graph("app", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imports).prepare()  # a CycleError names the circle
