"""Hold the documentation to the code."""

import json
import re
from pathlib import Path

import pytest

from app.settings import read_settings

ROOT = Path(__file__).parent.parent
STATIC = re.search(r"^static: ([a-z ]+)", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split()
DOCS = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md"]


def test_every_setting_that_the_code_reads_is_documented_and_no_other():
    read = set(re.findall(r"MISSTEP_[A-Z_]+", (ROOT / "app/settings.py").read_text()))
    documented = set(re.findall(r"^\| `(MISSTEP_[A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    assert documented == read


def test_the_documented_defaults_are_the_ones_in_force():
    settings = read_settings({"MISSTEP_HOME": "/srv/misstep"})
    assert settings.database_url == "sqlite:////srv/misstep/misstep.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8440)
    assert settings.model_url is None


@pytest.mark.parametrize("port", ["many", "-1", "65536", "8440.5"])
def test_a_port_that_is_none_is_refused_by_name(port):
    with pytest.raises(ValueError, match=r"MISSTEP_PORT: expected a number from 0 to 65535"):
        read_settings({"MISSTEP_PORT": port})


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page):
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(), flags=re.DOTALL)
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", prose)
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_exists(page):
    named = re.findall(r"`((?:app|web|tests|scenarios|traces|fixtures|docs)/[\w./-]+)`", page.read_text())
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_checker_that_make_static_runs_is_listed_and_no_other():
    listed = re.findall(r"`([a-z-]+)`", (ROOT / "docs/style.md").read_text().partition("| tools |")[2])
    makefile = (ROOT / "Makefile").read_text()
    recipes = [re.search(rf"^{name}: .*\n((?:\t.*\n)+)", makefile, re.MULTILINE)[1] for name in STATIC]
    scripts = json.loads((ROOT / "web/package.json").read_text())["scripts"]
    run = {tool for recipe in recipes for tool in re.findall(r"^\t\$\(BIN\)/([a-z-]+)", recipe, re.MULTILINE)}
    run |= {scripts[name].split()[0] for recipe in recipes for name in re.findall(r"run --silent ([a-z]+)", recipe)}
    assert sorted(listed) == sorted(run - {"python"})


def test_every_make_target_explains_itself():
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()
    explained = re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE)
    assert sorted(phony) == sorted(explained)


def test_no_two_decisions_share_a_number():
    numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("[0-9]*.md")]
    assert sorted(numbers) == sorted(set(numbers))
