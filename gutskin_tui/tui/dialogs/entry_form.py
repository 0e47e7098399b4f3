"""The form of any kind, blank or with an entry to change."""
