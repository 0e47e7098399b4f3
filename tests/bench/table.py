"""What was measured, as one table: ours, the peer of the same run, their ratio, and the goal beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.table import Table

Of = Literal["ratio", "value"]


@dataclass(frozen=True, slots=True)
class Row:
    """`ours` and `peer` in `unit`; `goal` is the most that the ratio (or, of "value", ours itself) is meant to be."""

    what: str
    ours: float
    against: str
    peer: float
    goal: float
    of: Of = "ratio"
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Ours over the peer's."""
        return self.ours / self.peer if self.peer else float("inf")

    @property
    def reached(self) -> bool:
        """Whether the goal was reached in this run; nothing depends on it, machines differ."""
        return (self.ratio if self.of == "ratio" else self.ours) <= self.goal


def show(rows: Sequence[Row], console: Console) -> None:
    """Print the rows."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("what", "ours", "against", "peer", "ratio", "goal", ""):
        table.add_column(title, justify="right" if title in ("ours", "peer", "ratio", "goal") else "left")
    for row in rows:
        goal = f"<= {row.goal:g} x" if row.of == "ratio" else f"<= {row.goal:g} {row.unit}"
        table.add_row(
            row.what,
            _number(row.ours, row.unit),
            row.against,
            _number(row.peer, row.unit),
            f"{row.ratio:.2f} x",
            goal,
            "" if row.reached else "over",
        )
    console.print(table)


def _number(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}" if value < 100 else f"{value:.0f} {unit}"
