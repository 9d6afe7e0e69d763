"""Who may come in, and as what: people, workspaces, one-time links, passwords and logins; one verb a file."""
