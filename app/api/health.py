"""Whether the process lives, whether it can serve, and a few numbers about it."""

import logging

from fastapi import APIRouter, Request, Response

from app.api.answer import answer
from app.http.dependencies import Read
from app.http.programs import MayWatch
from app.http.readiness import Readiness
from app.practice.count import figures
from app.store.schema import HEAD

log = logging.getLogger("misstep")
router = APIRouter(tags=["health"])


@router.get("/healthz")
async def alive() -> Response:
    """The process answers."""
    return answer({"status": "ok"})


@router.get("/readyz")
async def ready(request: Request) -> Response:
    """The database answers and has the shape that this version needs."""
    readiness: Readiness = request.app.state.readiness
    at = await readiness.revision()
    if at == HEAD:
        return answer({"status": "ready"})
    log.warning("not ready: the database is at revision %s, expected %s", at, HEAD)
    return answer({"status": "not ready"}, status=503)


@router.get("/metrics")
def metrics(_viewer: MayWatch, work: Read) -> Response:
    """Counts of the whole server in the Prometheus text format; none of them tells about one run or one reader."""
    lines = []
    for name, (value, what) in figures(work).items():
        lines += [f"# HELP misstep_{name} {what}", f"# TYPE misstep_{name} gauge", f"misstep_{name} {value}"]
    return Response("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4; charset=utf-8")
