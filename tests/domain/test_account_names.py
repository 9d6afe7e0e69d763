"""What a workspace may be called."""

import pytest

from app.domain.account import workspace_name
from app.domain.errors import AccountRejected


def test_the_name_of_a_workspace_stands_in_one_line():
    assert workspace_name("  Acme \n Support ") == "Acme Support"


@pytest.mark.parametrize("text", ["", " \t", "a" * 1_000, "Acme\x1b[2J", "Acme\u202e"])
def test_a_workspace_has_a_name_that_can_be_seen(text):
    with pytest.raises(AccountRejected, match="a workspace needs a name of 1 to 100 characters that can be seen"):
        workspace_name(text)
