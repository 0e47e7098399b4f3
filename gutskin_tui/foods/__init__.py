"""Parsing of meal texts into foods with their labels and plants. Depends on `gutskin_tui.text` alone.

Nothing is imported here: the names of the labels (`food`) are needed for the first tab, the lexicon is not.
"""
