"""`misstep runs`: list imported runs, read them anew, and delete them."""

import re
from contextlib import closing
from typing import Annotated

import typer

from app.cli.arguments import AsJson, Where
from app.cli.terminal import say, say_json
from app.domain.workspace import LOCAL

runs = typer.Typer(no_args_is_help=True, help="List imported runs, read them anew, or delete them.")

Some = Annotated[list[str] | None, typer.Argument(metavar="[RUN...]", help="Ids of runs; all if left out.")]
Named = Annotated[list[str], typer.Argument(metavar="RUN...", help="Ids of runs, as their addresses show them.")]
Older = Annotated[
    str | None, typer.Option("--older-than", metavar="KEY", help="Go on from here, as the page before says.")
]
Newer = Annotated[str | None, typer.Option("--newer-than", metavar="KEY", help="Go back from here.")]


@runs.command("list")
def list_runs(
    *, older_than: Older = None, newer_than: Newer = None, where: Where = LOCAL, as_json: AsJson = False
) -> None:
    """List imported runs, the latest first, 200 at a time."""
    from app.api.run_page_json import run_page_json  # noqa: PLC0415  # a quick --help opens no database
    from app.cli.configuration import command_line, configured  # noqa: PLC0415
    from app.cli.runs_text import lines_of  # noqa: PLC0415
    from app.domain import exact_json  # noqa: PLC0415
    from app.inbox.browse_runs import browse_runs  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    _refuse_odd_keys(older_than, newer_than)
    with closing(ready_store(configured())) as store, store.reading() as work:
        page = browse_runs(work, viewer=command_line(work, where), older_than=older_than, newer_than=newer_than)
    if as_json:
        say_json(exact_json.dumps(run_page_json(page)))
        return
    for line in lines_of(page, where=where):
        say(line)


def _refuse_odd_keys(*keys: str | None) -> None:
    from app.store.run_list import KEY_PATTERN  # noqa: PLC0415

    if None not in keys:
        raise typer.BadParameter("give --older-than or --newer-than, not both")
    odd = next((key for key in keys if key is not None and not re.fullmatch(KEY_PATTERN, key)), None)
    if odd is not None:
        raise typer.BadParameter(f"{odd!r} is no key of a page; `misstep runs list` prints them")


@runs.command()
def reread(run_ids: Some = None, *, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """Read runs anew that an earlier Misstep has read. Each becomes another run; its old address leads there.

    A run that was kept without what it was read from is refused: exit 1 where there is one.
    """
    import orjson  # noqa: PLC0415  # a quick --help opens no database

    from app.cli.configuration import configured, owner_in  # noqa: PLC0415
    from app.cli.runs_text import reread_lines  # noqa: PLC0415
    from app.edge import new_id  # noqa: PLC0415
    from app.inbox.reread_runs import reread_runs  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store:
        done = reread_runs(store, tuple(run_ids or ()), viewer=owner_in(store, where), new_id=new_id)
    if as_json:
        say_json(orjson.dumps(done))
    else:
        for line in reread_lines(done):
            say(line)
    for refused in done.refused:
        say(f"misstep: {refused.reason}", err=True)
    if done.refused:
        raise typer.Exit(1)


@runs.command()
def delete(run_ids: Named, *, where: Where = LOCAL, as_json: AsJson = False) -> None:
    """Delete runs for good, with every message, tool and delivery that no other run needs."""
    import orjson  # noqa: PLC0415

    from app.cli.configuration import configured, owner_in  # noqa: PLC0415
    from app.edge import clock  # noqa: PLC0415
    from app.inbox.delete_runs import delete_runs  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store:
        gone = delete_runs(store, run_ids, viewer=owner_in(store, where), now=clock())
    if as_json:
        say_json(orjson.dumps({"deleted": gone}))
        return
    for run_id in gone:
        say(f"{run_id} deleted")
