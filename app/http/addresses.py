"""Which addresses of this site a request may lead on to."""

_FIRST_PRINTED = "!"  # browsers drop tabs and line ends from an address: what is left may lead to another site


def path_here(wanted: str, *, otherwise: str) -> str:
    """`wanted` if it is a path of this site, else `otherwise`; with two slashes it would lead to another site."""
    strange = "\\" in wanted or any(sign < _FIRST_PRINTED for sign in wanted)
    return wanted if wanted.startswith("/") and not wanted.startswith("//") and not strange else otherwise
