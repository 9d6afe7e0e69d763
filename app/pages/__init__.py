"""HTML routes: parse, one use case, render."""

from importlib import import_module

from fastapi import APIRouter

MODULES = (
    "static",
    "theme",
    "catalogue",
    "brief",
    "actions",
    "numbers",
    "replay",
    "replay_runs",
    "replay_branches",
    "comparison",
    "diagnosis",
    "review",
    "reveal",
    "export",
    "runs",
)


def routers() -> list[APIRouter]:
    """The router of each module with pages."""
    return [import_module(f"app.pages.{name}").router for name in MODULES]
