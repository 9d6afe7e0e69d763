"""Measure how much of the text in Delta was shown at an earlier step, over the bundled runs.

Run by `make repetition`. Exits 1 where the share of all of them is past the bound.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from delta_words import Reading, unfolded_words
from homes import settings_in
from straight import Browser

from app.main import create_app
from app.settings import bundled
from app.startup import Packs

MOST = 0.20  # of the letters


def main() -> int:
    with (
        tempfile.TemporaryDirectory() as home,
        Browser(create_app(settings_in(Path(home)), packs=Packs.bundled())) as it,
    ):
        readings = dict(_readings(it))
    for name, reading in readings.items():
        print(_line(name, reading))
    of_all = Reading(sum(each.shown for each in readings.values()), sum(each.repeated for each in readings.values()))
    print(_line("all", of_all), f"(at most {MOST:.0%})")
    return 0 if of_all.share <= MOST else 1


def _readings(browser: Browser) -> Iterator[tuple[str, Reading]]:
    """Each bundled run, read in order with all of its steps in sight."""
    for folder in sorted(path.parent for path in bundled("traces").glob("*/*/public.json")):
        asked = {"variant": folder.name, "reveal": "open"}
        attempt = browser.post(f"/api/scenarios/{folder.parent.name}/attempts", json=asked).json()["id"]
        count = browser.get(f"/api/attempts/{attempt}").json()["step_count"]
        reading = Reading()
        for number in range(1, count + 1):
            answer = browser.get(f"/attempts/{attempt}/steps/{number}", headers={"accept": "text/html"})
            reading.read(unfolded_words(answer.text))
        yield f"{folder.parent.name}/{folder.name}, {count} steps", reading


def _line(name: str, reading: Reading) -> str:
    return f"{name:<36} {reading.share:6.1%} of {reading.shown:,} letters"


if __name__ == "__main__":
    sys.exit(main())
