"""A request whose client may leave before it is answered."""

import asyncio
import json

PATIENCE = 60  # seconds until a test that hangs is a test that failed


class Visit:
    """Sent at once, over ASGI, by a browser or a program with its client's cookies.

    One that `takes` so many pieces of the answer takes no more of them until it leaves.
    """

    def __init__(self, client, path, *, accept="application/json", posted=None, takes=None):
        self._client = client
        self._takes = takes
        self._body = b"" if posted is None else json.dumps(posted).encode()
        self._leaves = client.portal.call(asyncio.Event)
        self._messages = []
        path, _, query = path.partition("?")
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        headers = {"host": "misstep.test", "accept": accept, "cookie": cookies}
        if posted is not None:
            headers |= {"content-type": "application/json", "content-length": str(len(self._body))}
        self._scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET" if posted is None else "POST",
            "scheme": "http",
            "server": ("misstep.test", 80),
            "client": ("127.0.0.1", 1),
            "root_path": "",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        self._answered = client.portal.start_task_soon(self._sent)

    async def _sent(self):
        asked = iter([{"type": "http.request", "body": self._body, "more_body": False}])

        async def receive():
            for message in asked:
                return message
            await self._leaves.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            self._messages.append(message)
            if len(self._messages) - 1 == self._takes:
                await self._leaves.wait()

        await self._client.app(self._scope, receive, send)

    def leave(self):
        self._client.portal.call(self._leave)

    async def _leave(self):
        self._leaves.set()

    def end(self):
        """Wait until the server is done with it."""
        self._answered.result(timeout=PATIENCE)

    @property
    def status(self):
        self.end()
        return self._messages[0]["status"]

    @property
    def headers(self):
        return {name.decode(): value.decode() for name, value in self._messages[0]["headers"]}

    @property
    def pieces(self):
        """How many pieces of the answer were sent so far."""
        return len(self._messages) - 1

    @property
    def text(self):
        return b"".join(message.get("body", b"") for message in self._messages[1:]).decode()

    @property
    def error(self):
        return json.loads(self.text)["error"]
