"""Turn a trace into the run that a reader walks through; pure."""
