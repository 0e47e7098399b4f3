"""The results as a table: what was measured, its goal, whether it is met, and the figures it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.table import Table

Of = Literal["ratio", "value"]


@dataclass(frozen=True, slots=True)
class Row:
    """`ours`, and the `peer` that is called `against` ("" for none), in `unit`.

    `goal` is the largest ratio of both that is wanted, or, of "value", the largest value of ours.
    """

    what: str
    ours: float
    against: str
    peer: float
    goal: float
    of: Of = "ratio"
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Ours divided by the peer's."""
        return self.ours / self.peer if self.peer else float("inf")

    @property
    def met(self) -> bool:
        """Whether the goal is met in this run; nothing depends on it, as machines differ."""
        return (self.ratio if self.of == "ratio" else self.ours) <= self.goal

    @property
    def measured(self) -> str:
        """The measured ratio or value."""
        return f"{self.ratio:.2f} x" if self.of == "ratio" else _number(self.ours, self.unit)

    @property
    def figures(self) -> str:
        """The peer's figure, and ours if only the ratio is listed."""
        if not self.against:
            return ""
        peer = f"{self.against}: {_number(self.peer, self.unit)}"
        return f"{_number(self.ours, self.unit)}; {peer}" if self.of == "ratio" else peer


def value(what: str, ours: float, goal: float, unit: str = "ms") -> Row:
    """Return a row without a peer."""
    return Row(what, ours, "", 0, goal, "value", unit)


def show(rows: Sequence[Row], console: Console) -> None:
    """Print the rows, and how many goals are met."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("what", "goal", "measured", "", "figures"):
        table.add_column(title, justify="right" if title in ("goal", "measured") else "left")
    for row in rows:
        goal = f"<= {row.goal:g} x" if row.of == "ratio" else f"<= {row.goal:g} {row.unit}"
        table.add_row(row.what, goal, row.measured, "met" if row.met else "not met", row.figures)
    console.print(table)
    console.print(f"\n{sum(row.met for row in rows)} of {len(rows)} goals are met.")


def _number(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}" if value < 100 else f"{value:.0f} {unit}"
