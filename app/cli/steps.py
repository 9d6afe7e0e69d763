"""`misstep steps`: the steps of each trace in the given files, without a database."""

from app.cli.arguments import AsJson, Files, content, name_of
from app.cli.terminal import say, say_json


def steps(files: Files, *, as_json: AsJson = False) -> None:
    """Print the steps of each trace in the files, which are read as one import."""
    from app.api.steps_json import steps_document  # noqa: PLC0415  # a quick --help reads no traces
    from app.assembly.steps import run_of  # noqa: PLC0415
    from app.cli.steps_text import lines_of  # noqa: PLC0415
    from app.ingest.decode import NamedBytes, decode  # noqa: PLC0415
    from app.ingest.limits import DEFAULT  # noqa: PLC0415

    given = [NamedBytes(name_of(path), content(path, most=DEFAULT.bytes)) for path in files]
    runs = [run_of(trace) for trace in decode(given)]
    if as_json:
        say_json(steps_document(runs))
        return
    for line in lines_of(runs):
        say(line)
