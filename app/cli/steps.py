"""`misstep steps`: the steps of each trace in the given files, without a database."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.domain.errors import TraceRejected

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="OTLP JSON, JSON lines or protobuf; gzip or zstd of each.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def steps(files: Files, *, as_json: AsJson = False) -> None:
    """Print the steps of each trace in the files, which are read as one import."""
    from app.api.steps_json import steps_document  # noqa: PLC0415  # a quick --help reads no traces
    from app.cli.steps_text import lines_of  # noqa: PLC0415
    from app.ingest.decode import NamedBytes, decode  # noqa: PLC0415
    from app.replay.steps import run_of  # noqa: PLC0415

    runs = [run_of(trace) for trace in decode([NamedBytes(path.name, _content(path)) for path in files])]
    if as_json:
        sys.stdout.buffer.write(steps_document(runs))
        return
    for line in lines_of(runs):
        typer.echo(line)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TraceRejected(f"{path}: {error.strerror or error}") from error
