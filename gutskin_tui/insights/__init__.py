"""Honest answers from one person's diary: associations, and trials of one food. Pure: no disk, no screen.

numpy is imported below this package alone, and so late that the screen's first frame does not wait for it.
"""
