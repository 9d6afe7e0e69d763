"""The refusal to serve others than this machine without accounts."""

import socket

from app.domain.errors import SettingRejected
from app.http.client import is_loopback


def refuse_strangers(bound: socket.socket) -> None:
    """Raises SettingRejected for a socket that others than this machine can reach.

    There are no accounts yet, so whoever asks is taken for the owner of everything here. What counts is the address
    that the socket is bound to: a host name may stand for any.
    """
    address = bound.getsockname()[0]
    if not is_loopback(address):
        raise SettingRejected(
            f"{address} can be reached from other machines, and whoever reaches it would own all that is here: "
            "this server has no owner yet. Listen on 127.0.0.1 or ::1, and put a proxy or a tunnel with a sign-in "
            "of its own in front of it"
        )
