"""Use cases of practising alone: one verb a file, and the read models they return."""
