"""The diagnosis: written, reviewed and sent."""
