"""The least that a replay screen could do: fifty rows and one text, prepared, served by a bare uvicorn."""

import gzip
import random
import sys
from pathlib import Path

import orjson
import uvicorn
from bench_text import Prose

ROWS = 50
TEXTS = 200  # distinct ones
CHARACTERS = 4096  # what the replay screen shows of a text before "show all"


class Floor:
    """An ASGI application that looks bodies up and sends them."""

    def __init__(self) -> None:
        prose = Prose(random.Random(7))
        self._page = gzip.compress(Path(__file__).with_name("floor.html").read_bytes())
        self._texts = [gzip.compress(prose.cut(CHARACTERS, CHARACTERS).encode()) for _ in range(TEXTS)]

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        _, kind, *rest = scope["path"].split("/")
        body, media_type = self._found(kind, int(rest[0]) if rest else 0)
        headers = [
            (b"content-type", media_type),
            (b"content-encoding", b"gzip"),
            (b"content-length", b"%d" % len(body)),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _found(self, kind: str, number: int) -> tuple[bytes, bytes]:
        if kind == "text":
            return self._texts[number % TEXTS], b"text/plain; charset=utf-8"
        if kind == "rows":
            rows = [
                {"number": near, "name": f"{near} execute_tool read_file"} for near in range(number, number + ROWS)
            ]
            return gzip.compress(orjson.dumps(rows)), b"application/json"
        return self._page, b"text/html; charset=utf-8"


async def _lifespan(receive, send):
    for answer in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{answer}.complete"})


if __name__ == "__main__":
    uvicorn.run(Floor(), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
