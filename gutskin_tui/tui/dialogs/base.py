"""The base class of modal dialogs: a titled frame that closes once."""

from __future__ import annotations

from textual.screen import ModalScreen, ScreenResultType


class Dialog(ModalScreen[ScreenResultType]):
    """A modal screen with one `Vertical` as its frame; a subclass sets the frame's `max-width`.

    The result is None if the dialog was left with Esc.
    """

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical { width: 100%; height: auto; padding: 0 1; background: $background;
                        border-top: solid $primary; border-bottom: solid $primary;
                        border-title-color: $primary; border-title-style: bold; }
    """
    AUTO_FOCUS = None

    _dismissed = False

    @property
    def is_open(self) -> bool:
        """Whether keys still apply: keys typed ahead may arrive after the dialog has closed."""
        return not self._dismissed and self.is_current

    def close(self, result: ScreenResultType | None = None) -> None:
        """Return `result` and close; does nothing if the dialog has closed already."""
        if self.is_open:
            self._dismissed = True
            self.dismiss(result)

    def action_leave(self) -> None:
        """Close without a result."""
        self.close()
