"""The refusal to serve others than this machine without an owner."""

import socket
from collections.abc import Callable

from app.domain.errors import SettingRejected
from app.http.client import is_loopback


def refuse_strangers(bound: socket.socket, *, owned: Callable[[], bool]) -> None:
    """Raises SettingRejected for a socket that others than this machine can reach, of a server without an owner.

    Without one there are no accounts, and whoever asks is taken for the owner of everything here. What counts is the
    address that the socket is bound to: a host name may stand for any.
    """
    address = bound.getsockname()[0]
    if not is_loopback(address) and not owned():
        raise SettingRejected(
            f"{address} can be reached from other machines, and whoever reaches it would own all that is here: "
            "this server has no owner yet. Make one with `misstep user add EMAIL --role owner`, or listen on "
            "127.0.0.1 or ::1"
        )
