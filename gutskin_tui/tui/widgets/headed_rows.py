"""A list with headings: rows that cannot be selected."""

from __future__ import annotations

from collections.abc import Callable, Collection

from rich.text import Text

from gutskin_tui.tui.widgets.row_list import Rows


class HeadedRows(Rows):
    """Rows with headings. Filled by `fill_headed` instead of `fill`."""

    DEFAULT_CSS = "HeadedRows { max-height: 100%; }"

    def __init__(self, title: str, *, id: str | None = None) -> None:
        super().__init__(title, id=id)
        self._headings: frozenset[int] = frozenset()

    def fill_headed(
        self,
        headings: Collection[int],
        count: int,
        line: Callable[[int, int], Text],
        title: str | None = None,
        cursor: int | None = None,
    ) -> None:
        """Show `count` rows as `fill` does; `headings` are the indexes of those that cannot be selected."""
        self._headings = frozenset(headings)
        self.fill(count, line, title, cursor)

    def validate_cursor(self, cursor: int) -> int:
        """Return the nearest row that is not a heading: in the direction of the move, else in the other."""
        target = super().validate_cursor(cursor)
        step = -1 if target < self.cursor else 1
        for direction in (step, -step):
            index = target
            while 0 <= index < self.count:
                if index not in self._headings:
                    return index
                index += direction
        return target

    def _into_view(self) -> None:
        super()._into_view()
        if self.cursor - 1 in self._headings and self.scroll_offset.y == self.cursor:
            self.scroll_to(y=self.cursor - 1, animate=False, immediate=True)
