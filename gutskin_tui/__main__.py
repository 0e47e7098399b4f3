"""Lets `python -m gutskin_tui` do what `gutskin` does."""

from gutskin_tui.cli import main

if __name__ == "__main__":
    main()
