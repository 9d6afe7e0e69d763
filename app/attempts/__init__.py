"""What a reader does in an attempt: one verb a file, and what it returns."""
