"""Hold the code to the parts of docs/style.md that no linter checks."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for path in (ROOT / "app").rglob("*.py") if "_bundled" not in path.parts)
WEB = sorted(
    path for kind in ("js", "css") for path in (ROOT / "web/static").rglob(f"*.{kind}") if "vendor" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
ROOMS = ("app", "docs", "fixtures", "scenarios", "tests", "web")
TEXTS = {".css", ".html", ".js", ".md", ".py", ".sql", ".toml"}
VAGUE = {"utils", "util", "manager", "helpers", "helper", "common", "data", "misc", "service"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES + WEB + TESTS, ids=name)
def test_no_file_is_longer_than_three_hundred_lines(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_in_its_first_line_what_it_owns(path):
    tree = ast.parse(path.read_text())
    docstring = ast.get_docstring(tree)
    assert docstring, f"{path} has no docstring"
    assert docstring.splitlines()[0].endswith("."), f"{path}: the first line is not a sentence"


@pytest.mark.parametrize("path", [path for path in MODULES if "migrations" not in path.parts], ids=name)
def test_no_function_is_longer_than_forty_lines(path):
    functions = (
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    long = [f"{found.name}: {length} lines" for found in functions if (length := lines_of(found)) > 40]
    assert long == []


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body; the signature and the docstring do not make a function hard to read."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_no_file_has_a_vague_name():
    assert [name(path) for path in MODULES + WEB if path.stem in VAGUE] == []


def test_no_two_test_files_share_a_name():
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert sorted(names) == sorted(set(names))


def test_no_two_public_classes_share_a_name():
    places = defaultdict(list)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(name(path))
    assert {found: files for found, files in places.items() if len(files) > 1} == {}


def test_catalog_is_spelled_in_one_way():
    other = "catalog" + "ue"
    texts = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in TEXTS)
    own = (path for path in texts if not {"node_modules", "vendor", "otlp"} & set(path.parts))
    assert [name(path) for path in own if other in f"{path.name}\n{path.read_text()}".lower()] == []


def test_only_the_edge_reads_the_clock():
    readers = [
        name(path) for path in MODULES if "datetime.now(" in path.read_text() or "time.time()" in path.read_text()
    ]
    assert len(readers) <= 1, readers


def test_json_of_traces_is_read_in_one_place():
    """Other readers make floats of long whole numbers. The recorder and `misstep compare` read no traces; a migration stays as it was."""
    readers = {name(path) for path in MODULES if re.search(r"(?<!exact_)json\.loads\(", path.read_text())}
    others = {found for found in readers if not found.startswith(("app/recorder/", "app/store/migrations/"))}
    assert others == {"app/domain/exact_json.py", "app/cli/compare.py"}


def test_no_cache_grows_with_what_is_asked():
    """A cache without a bound takes no text: whoever asks chooses texts. Few are asked by our own code alone."""
    ours = {"app/pages/assets.py: modules"}  # a template names the scripts
    texts = [
        f"{name(path)}: {function.name}"
        for path in MODULES
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and {"cache", "lru_cache(maxsize=None)"} & {ast.unparse(each) for each in function.decorator_list}
        and any(
            not each.annotation or ast.unparse(each.annotation) in {"str", "bytes", "object", "Any"}
            for each in function.args.args
        )
    ]
    assert set(texts) == ours


def test_no_test_runs_an_event_loop_of_its_own():
    """The browser's loop runs in the thread of the tests: `start_blocking_portal` has a thread for another one."""
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)]
    assert [path.name for path in tests if "asyncio.run(" in path.read_text()] == []


def test_no_tracked_text_names_a_package_index_or_a_download_address():
    locks = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock", ROOT / "web/package-lock.json"]
    for lock in locks:
        assert "://" not in lock.read_text(), f"{lock.name} carries an address"
