"""Registry, files, tests and documentation of the dialects agree."""

import re
from pathlib import Path

from app.ingest.dialects import DIALECTS

ROOT = Path(__file__).parent.parent.parent
NAMES = [dialect.name for dialect in DIALECTS]


def test_every_dialect_is_documented_once_and_in_the_order_in_which_it_is_asked():
    headings = re.findall(r"^## (\w+)$", (ROOT / "docs/dialects.md").read_text(), re.MULTILINE)
    assert headings == NAMES


def test_every_dialect_has_a_file_of_its_name_and_every_file_is_registered():
    files = {
        path.stem for path in (ROOT / "app/ingest/dialects").glob("*.py") if "DIALECT = Dialect(" in path.read_text()
    }
    assert files == set(NAMES)
