"""A requests session whose requests go to the application under test."""

import requests
from requests.adapters import BaseAdapter


class Carrier(requests.Session):
    def __init__(self, client):
        super().__init__()
        self.mount("http://", _Adapter(client))


class _Adapter(BaseAdapter):
    def __init__(self, client):
        super().__init__()
        self._client = client

    def send(self, request, **_options):
        answer = self._client.request(
            request.method, request.url, content=request.body, headers=dict(request.headers)
        )
        made = requests.Response()
        made.status_code, made._content, made.request, made.url = (
            answer.status_code,
            answer.content,
            request,
            request.url,
        )
        return made

    def close(self):
        pass
