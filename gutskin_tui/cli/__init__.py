"""The `gutskin` command line.

A command's module is imported when the command is used, and Textual only to open the screen, so that
`gutskin add` starts quickly; `gutskin` alone opens the screen without click.
"""

import gc
import signal
import sys


def main() -> None:
    """Run the command line of this process and exit with its status."""
    gc.disable()  # a command ends before garbage in cycles matters, and searching for it takes 8 ms; the app enables it
    handler = signal.getsignal(signal.SIGINT)
    interruptible = handler is signal.default_int_handler
    if interruptible:  # an interrupt during the imports or at the exit would print a traceback
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if len(sys.argv) == 1:
        from gutskin_tui.cli import screen

        if screen.has_terminal():
            sys.exit(screen.main())
    from gutskin_tui.cli.main import gutskin

    try:
        if interruptible:
            signal.signal(signal.SIGINT, handler)
        gutskin()
    finally:
        if interruptible:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
