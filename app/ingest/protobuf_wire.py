"""The bytes that protobuf is written in: numbers of any length, and fields one after another."""

LENGTH = 2  # the wire type of what begins with its length


def varint(message: bytes, at: int) -> tuple[int, int]:
    """A number, and where it ends; past the end of the message there are zeros."""
    if at < len(message) and message[at] < 0x80:
        return message[at], at + 1
    value = shift = 0
    while at < len(message):
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80 or shift > 63:
            break
        shift += 7
    return value, at


def after(message: bytes, at: int, wire_type: int) -> int:
    """Where a field ends that has no length. The marks around a group are passed over, what is in it is walked."""
    match wire_type:
        case 0:
            return varint(message, at)[1]
        case 1:
            return at + 8
        case 5:
            return at + 4
        case _:
            return at


def field(number: int, content: bytes) -> bytes:
    """A field below 16 that holds a message or a text."""
    size = len(content)
    length = bytearray()
    while size > 0x7F:
        length.append(size & 0x7F | 0x80)
        size >>= 7
    return bytes([number << 3 | LENGTH, *length, size]) + content


def taken_apart(message: bytes, number: int) -> tuple[list[bytes], bytes]:
    """What each field of this number holds, and all else as it is written.

    What ends too early, and all from a group on, is else: a decoder finds the same wrong with it.
    """
    inner: list[bytes] = []
    rest: list[bytes] = []
    at = 0
    while at < len(message):
        begin = at
        tag, at = varint(message, at)
        size = 0
        if tag & 7 == LENGTH:
            size, at = varint(message, at)
            at += size
        else:
            at = after(message, at, tag & 7) if tag & 7 in (0, 1, 5) else len(message)
        if tag == number << 3 | LENGTH and at <= len(message):
            inner.append(message[at - size : at])
        else:
            rest.append(message[begin:at])
    return inner, b"".join(rest)
