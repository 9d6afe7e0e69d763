"""JSON answers."""

from typing import Any

from fastapi.responses import Response

from app.domain import exact_json


def answer(body: Any, status: int = 200) -> Response:
    """The body as JSON; a lone surrogate is written as the escape that it came in."""
    return Response(exact_json.dumps(body), status_code=status, media_type="application/json")
