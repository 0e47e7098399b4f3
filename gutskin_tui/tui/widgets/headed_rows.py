"""A list in which some rows head others: they are drawn, but the selection passes over them."""

from __future__ import annotations

from collections.abc import Callable, Collection

from rich.text import Text

from gutskin_tui.tui.widgets.row_list import Rows


class HeadedRows(Rows):
    """Rows with headings. `fill_headed` is `fill`, told which rows are headings."""

    DEFAULT_CSS = "HeadedRows { max-height: 100%; }"

    def __init__(self, title: str, *, id: str | None = None, empty: str = "") -> None:
        super().__init__(title, id=id, empty=empty)
        self._headings: frozenset[int] = frozenset()

    def fill_headed(
        self,
        headings: Collection[int],
        count: int,
        line: Callable[[int, int], Text],
        title: str | None = None,
        cursor: int | None = None,
    ) -> None:
        """Show `count` rows, those in `headings` as headings."""
        self._headings = frozenset(headings)
        self.fill(count, line, title, cursor)

    def validate_cursor(self, cursor: int) -> int:
        """Go on to the next row that is no heading, or back to the one before if there is none."""
        wanted = super().validate_cursor(cursor)
        step = -1 if wanted < self.cursor else 1
        for way in (step, -step):
            place = wanted
            while 0 <= place < self.count:
                if place not in self._headings:
                    return place
                place += way
        return wanted

    def _into_view(self) -> None:
        super()._into_view()
        if self.cursor - 1 in self._headings and self.scroll_offset.y == self.cursor:
            self.scroll_to(y=self.cursor - 1, animate=False, immediate=True)
