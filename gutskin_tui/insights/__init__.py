"""Associations between factors and the skin in one journal. Pure: no disk, no screen.

numpy is imported only in this package, which the screen and the commands import when insights are first needed.
"""
