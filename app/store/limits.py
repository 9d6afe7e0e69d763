"""What a process asks of its database at most: how many connections, and how long it waits."""

CONNECTIONS = 20  # of one process; four processes stay below the 100 that PostgreSQL allows by default
BUSY_SECONDS = 15  # for a lock, or for a connection: a bulk import holds its rows for a second or two
