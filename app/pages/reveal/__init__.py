"""The reveal: what was known all along, beside what the reader did."""
