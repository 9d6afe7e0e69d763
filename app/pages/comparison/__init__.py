"""Two arms of a variant side by side."""
