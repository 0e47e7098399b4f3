"""A list of a part of the journal."""

from __future__ import annotations

from gutskin_tui.tui.widgets.journal_widget import JournalWidget
from gutskin_tui.tui.widgets.row_list import Rows


class JournalRows(Rows, JournalWidget):
    """Rows that are filled by `update_view` when the part of the journal that they list changes."""

    DEFAULT_CSS = "JournalRows { height: 1fr; margin: 0; }"
