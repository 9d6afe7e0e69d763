"""What may be seen of a run: the window, and everything that is read through it."""
