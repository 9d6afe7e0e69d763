"""One file per fault operator, and the registry; pure."""
