"""`python -m tests.bench [group...]`: measure all groups, or those named, and print one table."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable

from rich.console import Console

from tests.bench.atrest import at_rest
from tests.bench.building import charts
from tests.bench.command import command
from tests.bench.insights import insights
from tests.bench.moving import lists
from tests.bench.peers import peers
from tests.bench.place import ENTRIES, Place, place
from tests.bench.reading import opening, search
from tests.bench.screen import foreign, letters, opening_parts, redraws, resizes
from tests.bench.startup import startup
from tests.bench.store import store
from tests.bench.table import Row, show

GROUPS: dict[str, Callable[[Place], list[Row]]] = {
    "startup": startup,
    "command": command,
    "opening": opening,
    "search": search,
    "lists": lists,
    "redraws": redraws,
    "letters": letters,
    "parts": opening_parts,
    "resize": resizes,
    "foreign": foreign,
    "charts": charts,
    "rest": at_rest,
    "store": store,
    "insights": insights,
    "peers": peers,
}


def main() -> None:
    reader = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    reader.add_argument("groups", nargs="*", metavar="group", help=", ".join(GROUPS))
    wanted = reader.parse_args().groups or list(GROUPS)
    if unknown := [name for name in wanted if name not in GROUPS]:
        reader.error(f"there is no group {unknown[0]}; the groups are {', '.join(GROUPS)}")
    console = Console(width=None if sys.stdout.isatty() else 150)
    rows: list[Row] = []
    with place() as here:
        for name in wanted:
            console.print(f"[dim]{name} ...[/dim]")
            rows += GROUPS[name](here)
    console.print(f"\nA journal of {ENTRIES} entries or so; load before other programs: {os.getloadavg()[0]:.1f}")
    show(rows, console)


if __name__ == "__main__":
    main()
