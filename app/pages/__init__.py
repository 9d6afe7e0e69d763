"""HTML routes: parse, one use case, render."""

from importlib import import_module

from fastapi import APIRouter

MODULES = (
    "static",
    "theme",
    "catalog.page",
    "catalog.brief",
    "catalog.reservation",
    "scoring",
    "actions",
    "replay.numbers",
    "replay.page",
    "replay.branches",
    "comparison.page",
    "diagnosis.page",
    "diagnosis.review",
    "diagnosis.forecast",
    "reveal.page",
    "reveal.afterwards",
    "disputes",
    "export.page",
    "you.page",
    "you.deletion",
    "runs",
    "deliveries",
    "account.sign_in",
    "account.join",
    "account.account",
    "account.workspace",
    "account.keys",
)


def routers() -> list[APIRouter]:
    """The router of each module with pages."""
    return [import_module(f"app.pages.{name}").router for name in MODULES]
