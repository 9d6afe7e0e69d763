"""Put what was measured into docs/performance.md."""

import re
from pathlib import Path

PAGE = Path(__file__).parent.parent.parent / "docs/performance.md"


def write_between(name: str, text: str) -> None:
    """Replace what stands between the markers of that name."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    page = PAGE.read_text()
    found, count = re.subn(f"{begin}.*{end}", lambda _: f"{begin}\n{text}\n{end}", page, flags=re.DOTALL)
    if count != 1:
        raise SystemExit(f"{PAGE.name}: expected {begin} and {end} once")
    PAGE.write_text(found)
