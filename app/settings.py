"""Where Misstep keeps its data and how it is reached, read from the environment once."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import TypeAlias

Network: TypeAlias = IPv4Network | IPv6Network

_PACKAGE = Path(__file__).resolve().parent
_NAME = re.compile(r"(\*\.)?(?!\d+(\.\d+)*$)[a-z0-9_-]+(\.[a-z0-9_-]+)*")  # four numbers are an address, or none
_BUNDLED = _PACKAGE / "_bundled"  # where a wheel carries what stands beside `app/` in the repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, each named after its environment variable without `MISSTEP_`."""

    home: Path
    database_url: str
    host: str = "127.0.0.1"
    port: int = 8440
    hosts: tuple[str, ...] = ()
    proxies: tuple[Network, ...] = ()
    secret_key: str | None = None
    keep_deliveries: timedelta = timedelta(days=7)
    model_url: str | None = None
    model: str | None = None
    model_key: str | None = None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `MISSTEP_*`; unset ones have the defaults that docs/settings.md lists.

    Raises ValueError, naming the variable, for one that does not hold what it should.
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
        hosts=tuple(map(_host, _listed(environment, "MISSTEP_HOSTS"))),
        proxies=tuple(map(_network, _listed(environment, "MISSTEP_PROXIES"))),
        secret_key=environment.get("MISSTEP_SECRET_KEY") or None,
        keep_deliveries=timedelta(days=int(days)),
        model_url=environment.get("MISSTEP_MODEL_URL") or None,
        model=environment.get("MISSTEP_MODEL") or None,
        model_key=environment.get("MISSTEP_MODEL_KEY") or None,
    )


def _listed(environment: Mapping[str, str], name: str) -> Iterator[str]:
    """What stands between commas."""
    return (entry.strip() for entry in environment.get(name, "").split(",") if entry.strip())


def _host(entry: str) -> str:
    """A host name in small letters, one that begins with `*.`, or an address."""
    name = entry.lower().removesuffix(".")
    if _NAME.fullmatch(name):
        return name
    try:
        return str(ip_address(name.strip("[]")))
    except ValueError as error:
        raise ValueError(
            f"MISSTEP_HOSTS: {entry!r} is no host; list names and addresses without scheme and port, as in "
            "traces.example.org,*.lab.example.org,192.0.2.7. Every name at once cannot be let in: a page of any site "
            "could give its own name to this server"
        ) from error


def _network(entry: str) -> Network:
    try:
        return ip_network(entry)
    except ValueError as error:
        raise ValueError(
            f"MISSTEP_PROXIES: {entry!r} is neither an address nor a network; write 127.0.0.1 or 10.0.0.0/8"
        ) from error


def bundled(name: str) -> Path:
    """The folder `web`, `scenarios`, `traces`, `fixtures` or `docs`: inside a wheel, else in the repository."""
    inside = _BUNDLED / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
