"""A browser that asks the application without a network, compression or threads of its own: half of a crawl was those."""

import asyncio
import json
import threading
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import SimpleCookie
from urllib.parse import quote, unquote, urlencode, urlsplit

HOST = "misstep.test"


@dataclass(frozen=True)
class Answer:
    """What came back; header names are in small letters, and a repeated one has its values in lines."""

    url: str
    status_code: int
    headers: dict
    content: bytes

    @cached_property
    def text(self):
        return self.content.decode(errors="replace")

    def json(self):
        return json.loads(self.content)


class Loop:
    """An event loop in a thread of its own: the one of the tests may be a real browser's."""

    def __init__(self):
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self):
        self.run(self._loop.shutdown_default_executor())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@dataclass
class Browser:
    """Asks one thing after another and keeps the cookies; `with` starts and stops the application."""

    app: object
    cookies: dict = field(default_factory=dict)
    _loop: Loop = field(default_factory=Loop)
    _life: object = None

    def __enter__(self):
        self._life = self.app.router.lifespan_context(self.app)
        self._loop.run(self._life.__aenter__())
        return self

    def __exit__(self, *error):
        self._loop.run(self._life.__aexit__(*error))
        self._loop.close()

    def beside(self):
        """Another browser on the same server."""
        return Browser(self.app, _loop=self._loop)

    def get(self, path, **sent):
        return self.request("GET", path, **sent)

    def post(self, path, **sent):
        return self.request("POST", path, **sent)

    def put(self, path, **sent):
        return self.request("PUT", path, **sent)

    def request(self, method, address, *, headers=None, params=None, data=None, json=None):
        query = f"?{urlencode(params, doseq=True)}" if params else ""
        kind, body = _body(data, json)
        said = {"host": HOST, "accept": "*/*"} | kind | (headers or {})
        if self.cookies:
            said["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self._loop.run(self._asked(method, f"{address}{query}", said, body))
        self._keep(answer.headers.get("set-cookie", ""))
        return answer

    async def _asked(self, method, address, headers, body):
        parts = urlsplit(address)
        came = []

        given = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive():
            return given.pop() if given else await asyncio.Event().wait()

        async def send(message):
            came.append(message)

        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": unquote(parts.path),
            "raw_path": quote(parts.path, safe="/%:").encode(),
            "query_string": quote(parts.query, safe="=&%+/:$.[]\"'<>!*(),;@?-_~").encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": (HOST, 80),
            "state": {},
        }
        await self.app(scope, receive, send)
        return _answer(f"http://{HOST}{address}", came)

    def _keep(self, set_cookie):
        for line in set_cookie.splitlines():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0":
                    del self.cookies[name]


def _body(data, sent):
    if sent is not None:
        return {"content-type": "application/json"}, json.dumps(sent).encode()
    if data is not None:
        return {"content-type": "application/x-www-form-urlencoded"}, urlencode(data, doseq=True).encode()
    return {}, b""


def _answer(url, came):
    start = next(message for message in came if message["type"] == "http.response.start")
    headers = {}
    for name, value in start["headers"]:
        known = headers.get(name.decode().lower())
        headers[name.decode().lower()] = value.decode() if known is None else f"{known}\n{value.decode()}"
    content = b"".join(message.get("body", b"") for message in came if message["type"] == "http.response.body")
    return Answer(url, start["status"], headers, content)
