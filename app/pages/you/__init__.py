"""What somebody's own attempts come to, and how they are deleted."""
