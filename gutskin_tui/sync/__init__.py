"""Keeping the journals of several computers the same, with git."""
