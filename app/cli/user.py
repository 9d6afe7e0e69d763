"""`misstep user`: who may sign in, and as what: add people, list them, remove them, let them choose a password."""

import json
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.arguments import AsJson, Where
from app.cli.terminal import say, say_json
from app.domain.account import LINK_LASTS
from app.domain.viewer import MemberRole
from app.domain.workspace import LOCAL

if TYPE_CHECKING:
    from app.accounts.make_link import NewLink

user = typer.Typer(no_args_is_help=True, help="Look after accounts. No e-mail is sent: hand the links over yourself.")

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The e-mail address that they sign in with.")]
Role = Annotated[MemberRole, typer.Option("--role", help="What they are in the workspace.")]
Only = Annotated[
    str | None, typer.Option("--workspace", metavar="NAME", help="Remove them from this workspace alone.")
]


@user.command()
def add(email: Email, *, role: Role, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """Bring somebody into a workspace by a one-time link, or give a member another role."""
    from app.accounts.add_person import add_person  # noqa: PLC0415  # a quick --help opens no database
    from app.cli.configuration import command_line, configured  # noqa: PLC0415
    from app.edge import new_id  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    settings = configured()
    with closing(ready_store(settings)) as store, store.writing() as work:
        viewer = command_line(work, where)
        came = add_person(work, viewer=viewer, email=email, role=role, person_id=new_id(), new=_new_link())
    if as_json:
        until = None if came.expires_at is None else came.expires_at.isoformat()
        told = {"email": came.email, "role": came.role, "workspace": came.workspace}
        say_json(json.dumps(told | {"link": came.path, "expires_at": until}).encode())
    elif came.path is None:
        say(f"{came.email} is {came.role} of {came.workspace}, and signs in as before")
    else:
        say(f"{came.email} becomes {came.role} of {came.workspace} by this link:")
        _show(came.path, settings.host, settings.port)


@user.command()
def password(email: Email, *, as_json: AsJson = False) -> None:
    """Print a one-time link by which somebody chooses another password; the one they have is good until then."""
    from app.accounts.administer import another_password  # noqa: PLC0415
    from app.cli.configuration import configured  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    settings = configured()
    with closing(ready_store(settings)) as store, store.writing() as work:
        path = another_password(work, email=email, new=_new_link())
    if as_json:
        say_json(json.dumps({"link": path}).encode())
    else:
        _show(path, settings.host, settings.port)


@user.command("list")
def list_users(*, as_json: AsJson = False) -> None:
    """List everybody who has an account, with their roles."""
    from app.accounts.administer import list_people  # noqa: PLC0415
    from app.cli.configuration import configured  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store, store.reading() as work:
        people = list_people(work)
    if as_json:
        listed = [
            {
                "email": each.person.email,
                "password": each.person.password is not None,
                "workspaces": {place.workspace_name: place.role for place in each.places},
            }
            for each in people
        ]
        say_json(json.dumps({"users": listed}).encode())
        return
    for each in people:
        roles = ", ".join(f"{place.role} of {place.workspace_name}" for place in each.places) or "in no workspace"
        say(f"{each.person.email}  {roles}{'' if each.person.password else '  (no password yet)'}")
    if not people:
        say("nobody has an account here: `misstep user add EMAIL --role owner` makes the first")


@user.command()
def remove(email: Email, *, where: Only = None, as_json: AsJson = False) -> None:
    """Remove an account, or take somebody out of one workspace. A workspace keeps one owner at least."""
    from app.accounts.administer import person_of, remove_person  # noqa: PLC0415
    from app.accounts.members import remove_member  # noqa: PLC0415
    from app.cli.configuration import command_line, configured  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store, store.writing() as work:
        person = person_of(work, email)
        if where is None:
            remove_person(work, email=email)
        else:
            remove_member(work, viewer=command_line(work, where), person=person.id)
    done = f"{person.email} has no account any more" if where is None else f"{person.email} is out of {where}"
    if as_json:
        say_json(json.dumps({"removed": person.email, "workspace": where}).encode())
    else:
        say(done)


def _new_link() -> "NewLink":
    from app.accounts.make_link import NewLink  # noqa: PLC0415
    from app.edge import clock, new_id, new_secret  # noqa: PLC0415

    return NewLink(at=clock(), id=new_id(), token=new_secret())


def _show(path: str, host: str, port: int) -> None:
    """The link on a line of its own; messages that only people need go to stderr."""
    say(path)
    say(
        f"below the address of the server, as in http://{host}:{port}{path}; it is good once, for "
        f"{LINK_LASTS.days} days",
        err=True,
    )
