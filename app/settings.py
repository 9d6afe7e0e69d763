"""Where Misstep keeps its data and how it is reached, read from the environment once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_bundled"  # where a wheel carries what stands beside `app/` in the repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, each named after its environment variable without `MISSTEP_`."""

    home: Path
    database_url: str
    host: str = "127.0.0.1"
    port: int = 8440
    secret_key: str | None = None
    keep_deliveries: timedelta = timedelta(days=7)
    model_url: str | None = None
    model: str | None = None
    model_key: str | None = None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `MISSTEP_*`; unset ones have the defaults that docs/settings.md lists.

    Raises ValueError, naming the variable, for a port that is no number from 0 to 65535, and for days that are none.
    """
    home = Path(environment.get("MISSTEP_HOME") or "~/.misstep").expanduser()
    port = environment.get("MISSTEP_PORT") or "8440"
    if not port.isdecimal() or int(port) > 65535:
        raise ValueError(f"MISSTEP_PORT: expected a number from 0 to 65535, got {port!r}")
    days = environment.get("MISSTEP_KEEP_DELIVERIES") or "7"
    if not days.isdecimal() or int(days) > 36500:
        raise ValueError(f"MISSTEP_KEEP_DELIVERIES: expected a number of days from 0 to 36500, got {days!r}")
    return Settings(
        home=home,
        database_url=environment.get("MISSTEP_DATABASE_URL") or f"sqlite:///{home / 'misstep.db'}",
        host=environment.get("MISSTEP_HOST") or "127.0.0.1",
        port=int(port),
        secret_key=environment.get("MISSTEP_SECRET_KEY") or None,
        keep_deliveries=timedelta(days=int(days)),
        model_url=environment.get("MISSTEP_MODEL_URL") or None,
        model=environment.get("MISSTEP_MODEL") or None,
        model_key=environment.get("MISSTEP_MODEL_KEY") or None,
    )


def bundled(name: str) -> Path:
    """The folder `web`, `scenarios`, `traces` or `fixtures`: inside an installed wheel, else in the repository."""
    inside = _BUNDLED / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
