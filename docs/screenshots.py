"""Make the pictures of docs/images from the real pages: `make screenshots`."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from app.catalog.catalog import load_catalog
from app.settings import bundled

IMAGES = Path(__file__).parent / "images"
SLUG = "the-autumn-return"
CONDENSED = "the-house-move"
DESK, TALL, PHONE = (1440, 900), (1440, 1400), (390, 844)
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
EXPLANATION = (
    "This one search was answered by an index of August, so the passage is from the returns policy "
    "before the one under which the order was placed. By the old rule a fee was deducted, and that amount "
    "went into the refund and the e-mail."
)


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with served() as (address, _), sync_playwright() as playwright:
        chromium = os.environ.get("MISSTEP_CHROMIUM") or "chromium"
        browser = playwright.chromium.launch(executable_path=_found(chromium), args=FLAGS)
        Tour(browser, address).walk()
        browser.close()


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """The address of a server with a home of its own, and the path by which somebody becomes its owner."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "app.cli", "serve", "--port", "0"]
        server = subprocess.Popen(  # noqa: S603  # our own command
            command, env=os.environ | {"MISSTEP_HOME": home}, stderr=subprocess.PIPE, text=True
        )
        try:
            assert server.stderr is not None
            lines = iter(server.stderr.readline, "")
            yield next(
                (found[1], found[2]) for line in lines if (found := re.search(r"(http://\S+)(/join/\S+)", line))
            )
        finally:
            server.terminate()
            server.wait()


def _found(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        sys.exit(f"{name} is not there; name a Chromium in MISSTEP_CHROMIUM")
    return path


class Tour:
    """One reader's way through one scenario; a picture is taken in a second window with the same cookies."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.key: Any = load_catalog(bundled("scenarios"), bundled("traces")).answer_key(SLUG, "a")
        self.page = browser.new_context(base_url=address).new_page()

    def walk(self) -> None:
        self.page.goto(f"/scenarios/{SLUG}")
        self.page.get_by_role("button", name="Start reading").click()
        self.page.wait_for_url("**/steps/**")
        self.attempt = self.page.url.removeprefix(self.address).rpartition("/steps/")[0]
        self.read()
        self.shoot("brief", f"/scenarios/{SLUG}", DESK, "light")
        step = f"{self.attempt}/steps/{self.key.root[0] + 1}"
        for theme in ("light", "dark"):
            self.shoot(f"replay-{theme}", step, DESK, theme)
            self.shoot(f"replay-phone-{theme}", step, PHONE, theme)
        self.shoot("timeline", f"{step}?view=timeline", DESK, "light")
        self.shoot("numbers", f"{self.attempt}/steps/numbers", DESK, "dark")
        self.shoot("compaction", self.condensed(), DESK, "light", at=".compaction")
        self.write()
        self.shoot("diagnosis", f"{self.attempt}/diagnosis", DESK, "light")
        self.page.request.post(f"{self.attempt}/lock")
        self.shoot("forecast", f"{self.attempt}/forecast", DESK, "light")
        self.page.request.post(f"{self.attempt}/submission")
        self.shoot("reveal", f"{self.attempt}/reveal", TALL, "light")
        self.shoot("fix", f"{self.attempt}/reveal?remedy={self.key.remedies[0].id}&expect=passes#trial", DESK, "dark")
        self.shoot("reveal-phone", f"{self.attempt}/reveal", PHONE, "dark")
        self.shoot("next", f"{self.attempt}/reveal#next", DESK, "light")
        self.shoot("catalog", "/", DESK, "light")
        self.shoot("catalog-phone", "/", PHONE, "light")
        self.shoot("comparison", f"{self.attempt}/comparison/{self.key.root[0]}", DESK, "light")

    def condensed(self) -> str:
        """The address of a step whose context was condensed, in an attempt of its own."""
        start = self.page.request.post(f"/api/scenarios/{CONDENSED}/attempts", headers={"origin": self.address})
        key: Any = load_catalog(bundled("scenarios"), bundled("traces")).answer_key(CONDENSED, "a")
        return f"/attempts/{start.json()['id']}/steps/{key.chain[1]}"

    def read(self) -> None:
        """Open the steps up to a little past the cause, and log a claim."""
        for number in range(1, self.key.root[0] + 4):
            self.page.goto(f"{self.attempt}/steps/{number}")
        root = str(self.key.root[0])
        self.page.request.post(f"{self.attempt}/marks", form={"step": root, "as": "suspect"})
        claim = {
            "step": root,
            "what": "the passage is of an earlier version of the policy",
            "because": "this search alone was indexed in August",
            "would_rule_out": "the order's terms name that version",
            "confidence": "70",
        }
        self.page.request.post(f"{self.attempt}/claims", form=claim)
        for role, places in (("wrong", self.key.wrong), ("right", self.key.right)):
            pin = {"step": str(places[0].step), "quote": places[0].quote or "", "role": role}
            self.page.request.post(f"{self.attempt}/evidence", form=pin)

    def write(self) -> None:
        written = {
            "step_1": str(self.key.root[0]),
            "confidence_1": "70",
            "step_2": str(self.key.chain[-1]),
            "confidence_2": "20",
            "failure_class": "retrieval.wrong_filter",
            "explanation": EXPLANATION,
            "acted_on": str(self.key.acted_on[0]),
        }
        self.page.request.post(f"{self.attempt}/diagnosis", form={**written, "then": "save"})

    def shoot(self, name: str, path: str, size: tuple[int, int], theme: Any, *, at: str = "") -> None:
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            reduced_motion="reduce",
            storage_state=self.page.context.storage_state(),
        )
        page: Page = context.new_page()
        page.goto(path, wait_until="networkidle")
        if at:
            page.locator(at).first.evaluate("node => node.scrollIntoView()")
            page.locator("#step").screenshot(path=IMAGES / f"{name}.png")
        else:
            page.screenshot(path=IMAGES / f"{name}.png")
        context.close()
        print(f"docs/images/{name}.png")


if __name__ == "__main__":
    main()
