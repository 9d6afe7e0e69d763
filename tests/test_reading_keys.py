"""The key table of the reading guide and the keys of the commands are the same."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "web/static/js"
TABS = {"1", "2", "3", "4", "5", "6"}  # numbered where they are declared, not spelled


def keys_of_commands():
    found = set(TABS)
    for script in (*SCRIPTS.glob("replay/**/*.js"), SCRIPTS / "comparison/commands.js"):
        for declared in re.findall(r"\bkeys: (\[.*?\]), title", script.read_text()):
            found |= set(re.findall(r'"([^"]+)"', declared))
    found |= set(re.findall(r'^  \["(\w+)", "', (SCRIPTS / "replay/scrolling.js").read_text(), re.MULTILINE))
    moves = re.search(r"const MOVES\b[^{]*\{\*?(.*)\}", (SCRIPTS / "replay/timeline.js").read_text())
    assert moves is not None
    return found | set(re.findall(r':\s*"(\w)"', moves[1]))


def keys_of_guide():
    section = (ROOT / "docs/reading.md").read_text().partition("## Keys")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.*?`) \| ", section, re.MULTILINE)
    return {" " if key == "Space" else key for cell in cells for key in re.findall(r"`([^`]+)`", cell)}


def test_the_guide_lists_every_key_and_no_other():
    assert keys_of_guide() == keys_of_commands()
