"""What a team owns together, and the two workspaces that are always there."""

PUBLIC = "public"  # the bundled scenarios: everybody reads them, nobody owns them
LOCAL = "local"  # the first workspace: it owns what a server without accounts imports and receives
