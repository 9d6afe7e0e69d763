"""`misstep steps`: the steps of each trace in the given files, without a database."""

import typer

from app.cli.arguments import AsJson, Files, content, name_of
from app.cli.terminal import say, say_json


def steps(files: Files, *, as_json: AsJson = False) -> None:
    """Print the steps of each trace in the files, which are read as one import; exit 1 where there is none at all."""
    from app.api.steps_json import steps_document  # noqa: PLC0415  # a quick --help reads no traces
    from app.assembly.stepless import why_no_step  # noqa: PLC0415
    from app.assembly.steps import run_of  # noqa: PLC0415
    from app.cli.steps_text import heading, lines_of  # noqa: PLC0415
    from app.ingest.decode import NamedBytes, decode  # noqa: PLC0415
    from app.ingest.limits import DEFAULT  # noqa: PLC0415

    traces = decode([NamedBytes(name_of(path), content(path, most=DEFAULT.bytes)) for path in files])
    runs = [run_of(trace) for trace in traces]
    why = {run.trace_id: why_no_step(trace) for run, trace in zip(runs, traces, strict=True) if not run.steps}
    if as_json:
        say_json(steps_document(runs))
        for trace_id, sentence in why.items():
            say(f"{heading(trace_id, 0)}: {sentence}", err=True)
    else:
        for line in lines_of(runs, why):
            say(line)
    if len(why) == len(runs):
        raise typer.Exit(1)
