"""`misstep key`: the keys by which programs act for a workspace: add one, list them, revoke one."""

import json
from contextlib import closing
from typing import Annotated

import typer

from app.cli.arguments import AsJson, Where
from app.cli.terminal import say, say_json
from app.domain.workspace import LOCAL
from app.domain.workspace_key import KeyScope, WorkspaceKey

key = typer.Typer(no_args_is_help=True, help="Look after the keys by which programs act for a workspace.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="What the key is for, as 'staging agents'.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="As `misstep key list` prints it.")]
Scopes = Annotated[
    list[KeyScope] | None, typer.Option("--scope", help="What it is good for; may be given twice [deliver].")
]


@key.command()
def add(name: Name, *, scope: Scopes = None, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """Make a key and print it: this once, since only its digest is kept."""
    from app.accounts.workspace_keys import KeyRequest, issue_key  # noqa: PLC0415  # a quick --help opens no database
    from app.cli.configuration import command_line, configured  # noqa: PLC0415
    from app.edge import clock, new_id, new_secret  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    scopes = frozenset(scope or [KeyScope.DELIVER])
    new = KeyRequest(id=new_id(), randomness=new_secret(), at=clock())
    with closing(ready_store(configured())) as store, store.writing() as work:
        viewer = command_line(work, where)
        made = issue_key(work, viewer=viewer, name=name, scopes=scopes, by=viewer.id, new=new)
    if as_json:
        say_json(json.dumps(_told(made.key) | {"key": made.secret}).encode())
        return
    say(made.secret)
    say("It is shown this once. An OpenTelemetry exporter sends it with this in its environment:", err=True)
    say(f"OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20{made.secret}", err=True)


@key.command("list")
def list_all(*, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """List the keys: those that are good first, then those that were revoked."""
    from app.accounts.workspace_keys import list_keys  # noqa: PLC0415
    from app.cli.configuration import command_line, configured  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store, store.reading() as work:
        keys = list_keys(work, viewer=command_line(work, where))
    if as_json:
        say_json(json.dumps({"keys": [_told(each) for each in keys]}).encode())
        return
    for each in keys:
        say(_line(each))
    if not keys:
        say("no keys here: `misstep key add NAME` makes one")


@key.command()
def revoke(key_id: Id, *, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """Make a key good for nothing, from the next request on and for good."""
    from app.accounts.workspace_keys import revoke_key  # noqa: PLC0415
    from app.cli.configuration import command_line, configured  # noqa: PLC0415
    from app.edge import clock  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store, store.writing() as work:
        viewer = command_line(work, where)
        gone = revoke_key(work, viewer=viewer, key_id=key_id, now=clock())
    if as_json:
        say_json(json.dumps(_told(gone)).encode())
    else:
        say(f"{gone.start}... ({gone.name}) is revoked")


def _told(found: WorkspaceKey) -> dict[str, object]:
    return {
        "id": found.id,
        "workspace": found.workspace,
        "name": found.name,
        "start": found.start,
        "scopes": sorted(found.scopes),
        "created_by": found.created_by,
        "created_at": found.created_at.isoformat(),
        "last_used_at": found.last_used_at and found.last_used_at.isoformat(),
        "revoked_at": found.revoked_at and found.revoked_at.isoformat(),
    }


def _line(found: WorkspaceKey) -> str:
    used = f"used {found.last_used_at:%Y-%m-%d %H:%M}" if found.last_used_at else "never used"
    state = f"revoked {found.revoked_at:%Y-%m-%d}" if found.revoked_at else used
    return f"{found.id}  {found.start}...  {'+'.join(sorted(found.scopes))}  {state}  {found.name}"
