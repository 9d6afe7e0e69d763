"""JSON routes and the OTLP receiver: parse, one use case, answer."""

from importlib import import_module

from fastapi import APIRouter

MODULES = ("health", "scenarios", "attempts", "notes", "afterwards", "disputes", "you", "runs", "otlp")


def routers() -> list[APIRouter]:
    """The router of each module with JSON routes."""
    return [import_module(f"app.api.{name}").router for name in MODULES]
