"""What pages and JSON routes have in common: who asks, units of work, errors, headers."""
