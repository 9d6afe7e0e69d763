"""A run as one file to keep."""
