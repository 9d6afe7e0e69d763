"""`misstep db`: bring the database up to date, copy it, check it."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.cli.arguments import AsJson
from app.cli.terminal import say, say_json

db = typer.Typer(no_args_is_help=True, help="Look after the database.")

Out = Annotated[Path, typer.Option("--out", help="The file to write; it must not exist.")]


@db.command()
def upgrade(*, as_json: AsJson = False) -> None:
    """Bring the database to the shape that this version needs."""
    from app.cli.configuration import configured  # noqa: PLC0415  # a quick --help opens no database
    from app.startup import opened_store  # noqa: PLC0415
    from app.store.schema import HEAD  # noqa: PLC0415
    from app.store.schema import upgrade as use_case  # noqa: PLC0415

    store = opened_store(configured())
    reached = use_case(store.engine)
    store.close()
    done = f"upgraded to revision {reached}" if reached else f"nothing to do, the database is at revision {HEAD}"
    if as_json:
        say_json(json.dumps({"revision": HEAD, "upgraded": reached is not None}).encode())
    else:
        say(done)


@db.command()
def backup(*, out: Out, as_json: AsJson = False) -> None:
    """Copy the database to a file while it is in use."""
    from app.cli.configuration import configured  # noqa: PLC0415
    from app.store.backup import back_up  # noqa: PLC0415
    from app.store.engine import open_existing  # noqa: PLC0415

    store = open_existing(configured().database_url)
    size = back_up(store, out)
    store.close()
    if as_json:
        say_json(json.dumps({"file": str(out), "bytes": size}).encode())
    else:
        say(f"{out}: {size} bytes")


@db.command()
def check(*, as_json: AsJson = False) -> None:
    """Look for damage; exit 1 where there is any."""
    from app.cli.configuration import configured  # noqa: PLC0415
    from app.store.check import problems  # noqa: PLC0415
    from app.store.engine import open_existing  # noqa: PLC0415

    store = open_existing(configured().database_url)
    found = problems(store)
    store.close()
    if as_json:
        say_json(json.dumps({"problems": found}).encode())
    else:
        for line in found or ["the database is sound"]:
            say(line)
    if found:
        raise typer.Exit(1)
