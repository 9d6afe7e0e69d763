"""What a reader walks through, made from a trace; pure."""
