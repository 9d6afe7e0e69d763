"""The palette: every text colour is readable on every surface, in both themes."""

import re
from itertools import product

import pytest

from app.settings import bundled

TEXTS = (
    "text", "muted", "link", "model", "tool", "agent", "retrieval", "guardrail", "other", "error",
    "correct", "partial", "incorrect", "unanswered", "added", "removed",
)  # fmt: skip
SURFACES = (
    "surface", "sunken", "raised", "hover", "selected", "notice-back", "warning-back", "error-back", "added-back", "removed-back",
)  # fmt: skip
KINDS = {
    "model": ("#0072b2", "#56b4e9"),
    "tool": ("#9a6700", "#e69f00"),
    "agent": ("#8e4585", "#cc79a7"),
    "retrieval": ("#007a5a", "#2bb88f"),
    "guardrail": ("#5b5fc7", "#a5a8ff"),
    "other": ("#5f6b7a", "#9aa5b1"),
    "error": ("#b3400a", "#ff8a5b"),
}


def tokens() -> dict[str, tuple[str, str]]:
    sheet = (bundled("web") / "static/css/tokens.css").read_text()
    found = re.finditer(r"--color-([\w-]+): light-dark\((#\w+), (#\w+)\)", sheet)
    return {token[1]: (token[2], token[3]) for token in found}


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_text_colour_reads_at_four_and_a_half_to_one_on_every_surface(theme):
    palette = tokens()
    weak = [
        f"{text} on {surface}: {ratio:.2f}"
        for text, surface in product(TEXTS, SURFACES)
        if (ratio := contrast(palette[text][theme], palette[surface][theme])) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_what_one_presses_is_told_from_its_surface_at_three_to_one(theme):
    palette = tokens()
    weak = [
        f"{line} on {surface}"
        for line, surface in product(("line-strong", "focus", "accent"), SURFACES)
        if contrast(palette[line][theme], palette[surface][theme]) < 3
    ]
    assert weak == []
    assert contrast(palette["on-accent"][theme], palette["accent"][theme]) >= 4.5


def test_the_kinds_of_steps_have_their_fixed_colours():
    assert {kind: tokens()[kind] for kind in KINDS} == KINDS
