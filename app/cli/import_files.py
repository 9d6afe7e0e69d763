"""`misstep import`: store the runs of trace files."""

from contextlib import closing
from enum import StrEnum
from typing import Annotated

import typer

from app.cli.arguments import AsJson, Files, Where, content, name_of
from app.cli.terminal import say, say_json
from app.domain.workspace import LOCAL


class Format(StrEnum):
    """How the files are read; `auto` tells JSON, JSON lines and protobuf by their first bytes."""

    AUTO = "auto"


Form = Annotated[Format, typer.Option("--format", help="How to read the files.")]


def import_files(
    files: Files,
    *,
    form: Form = Format.AUTO,  # noqa: ARG001 - one form so far
    where: Where = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Store the runs in the files, which are read as one import: all of it, or nothing."""
    import orjson  # noqa: PLC0415  # a quick --help reads no traces

    from app.cli.configuration import configured, owner_in  # noqa: PLC0415
    from app.cli.runs_text import address_of  # noqa: PLC0415
    from app.edge import new_id  # noqa: PLC0415
    from app.inbox.import_files import import_files as use_case  # noqa: PLC0415
    from app.ingest.files import NamedBytes  # noqa: PLC0415
    from app.ingest.limits import DEFAULT  # noqa: PLC0415
    from app.startup import ready_store  # noqa: PLC0415

    with closing(ready_store(configured())) as store:
        given = [NamedBytes(name_of(path), content(path, most=DEFAULT.bytes)) for path in files]
        kept = use_case(store, given, viewer=owner_in(store, where), new_id=new_id)
    if as_json:
        say_json(orjson.dumps({"runs": kept}))
        return
    for run in kept:
        done = "was there already" if run.known else "imported"
        say(f"{run.run}  {run.steps} steps, {run.spans} spans, {done}: {address_of(run)}")
        for repair in run.repairs:
            say(f"  {repair}", err=True)
