"""`misstep workspace`: what teams own together: add one, list them."""

import json
from contextlib import closing
from typing import Annotated

import typer

from app.cli.arguments import AsJson
from app.cli.terminal import say, say_json

workspace = typer.Typer(no_args_is_help=True, help="Look after workspaces.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="What the workspace is called.")]
Owner = Annotated[str, typer.Option("--owner", metavar="EMAIL", help="Who owns it; they have an account already.")]


@workspace.command()
def add(name: Name, *, owner: Owner, as_json: AsJson = False) -> None:
    """Make a workspace. Its owner signs in as before and asks others in."""
    from app.accounts.administer import add_workspace  # noqa: PLC0415  # a quick --help opens no database
    from app.cli.configuration import configured  # noqa: PLC0415
    from app.edge import clock, new_id  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store, store.writing() as work:
        made = add_workspace(work, name=name, owner=owner, workspace=new_id(), now=clock())
    told = {"workspace": made.workspace_name, "owner": made.email}
    if as_json:
        say_json(json.dumps(told).encode())
    else:
        say(f"{made.workspace_name} is there, and {made.email} owns it")


@workspace.command("list")
def list_workspaces(*, as_json: AsJson = False) -> None:
    """List the workspaces."""
    from app.cli.configuration import configured  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store, store.reading() as work:
        names = [name for _, name in work.workspaces.all()]
    if as_json:
        say_json(json.dumps({"workspaces": names}).encode())
    else:
        for name in names:
            say(name)
