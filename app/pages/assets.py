"""Stylesheets, scripts and icons as they are sent: each stylesheet in one piece, all of them packed once."""

import gzip
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.settings import bundled

TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
}
_PACKED = frozenset({".css", ".js", ".svg", ".json", ".webmanifest"})  # the others are packed in their own way
_SHEET = re.compile(r'@import url\("([^"]+)"\)(?: layer\((\w+)\))?;')
_MODULE = re.compile(r'^\s*(?:import|export)\s(?:[^;"]*\sfrom\s)?\s*"(\.[^"]+)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; `packed` is its gzip, where that is smaller."""

    body: bytes
    packed: bytes | None
    media_type: str


def assets() -> dict[str, Path]:
    """What may be served, by its path under web/static: known types only, nothing hidden."""
    return _files(bundled("web") / "static")


def asset(path: str) -> Asset | None:
    """A file by its path under web/static; a stylesheet holds what it imports, so that a page waits for one."""
    file = assets().get(path)
    return None if file is None else _asset(file)


@cache  # by what there is, not by what was asked for
def _asset(file: Path) -> Asset:
    body = _joined(file).encode() if file.suffix == ".css" else file.read_bytes()
    packed = gzip.compress(body, mtime=0) if file.suffix in _PACKED else body
    return Asset(body, packed if len(packed) < len(body) else None, TYPES[file.suffix])


@cache
def modules(path: str) -> tuple[str, ...]:
    """The scripts that a script imports, and those that they import, so that a browser need not find out by turns."""
    root = bundled("web") / "static"
    found: dict[str, None] = {}
    waiting = [path]
    while waiting:
        file = root / waiting.pop()
        for name in _MODULE.findall(file.read_text()):
            imported = (file.parent / name).resolve().relative_to(root.resolve()).as_posix()
            if imported not in found:
                found[imported] = None
                waiting.append(imported)
    return tuple(found)


def _joined(sheet: Path) -> str:
    """The sheet with its imports in place, each in its layer: what `@import … layer(…)` means."""
    return _SHEET.sub(lambda found: _in_layer(_joined(sheet.parent / found[1]), found[2]), sheet.read_text())


def _in_layer(rules: str, layer: str | None) -> str:
    return rules if layer is None else f"@layer {layer} {{\n{rules}}}"


@cache
def _files(root: Path) -> dict[str, Path]:
    found = sorted(path for path in root.rglob("*") if path.is_file() and path.suffix in TYPES)
    return {path.relative_to(root).as_posix(): path for path in found}
