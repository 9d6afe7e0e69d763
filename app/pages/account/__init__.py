"""The pages of accounts: sign in, use a link, one's own account, the members of a workspace."""
