"""The `gutskin` command: record, read, change and take away a journal without opening the screen.

A command's module is imported when the command is used, and Textual only to open the screen: recording a
drink from a shell should not wait for a full-screen program to load.
"""

from gutskin_tui.cli.root import gutskin


def main() -> None:
    """Run the command line of this process and exit with its status."""
    gutskin()
