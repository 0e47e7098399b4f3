"""The base class of modal dialogs: a frame with a title, a message line and the keys; it closes once."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.layout import ArrangeResult
from textual.layouts.vertical import VerticalLayout
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import NoActiveWorker, Worker, get_current_worker

from gutskin_tui.tui.widgets.frame import fit_titles, set_size_classes
from gutskin_tui.tui.widgets.hints import Hints
from gutskin_tui.tui.widgets.single_layout import SingleLayout

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp

DIALOGS = "dialogs"
"""The group of the workers that open dialogs and wait for their results with `push_screen_wait`."""


WIDEST = 84
"""Most columns of a dialog, but for those that set their own."""


class DialogLayout(VerticalLayout):
    """A vertical layout in which the children that scroll give way where there is no room for all."""

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Arrange the children one below the other. A size without a height asks how high they would like to be."""
        placements = super().arrange(parent, children, size, greedy)
        excess = max((place.region.bottom for place in placements), default=0) - size.height if size.height else 0
        arranged, shift = [], 0
        for place in placements:
            region = place.region.translate((0, -shift))
            if excess > 0 and place.widget.styles.overflow_y == "auto":
                less = min(excess, region.height - 1)
                region, shift, excess = region.shrink((0, 0, less, 0)), shift + less, excess - less
            arranged.append(place._replace(region=region))
        return arranged


class DialogFrame(Vertical):
    """The frame of a dialog, as high as its content needs and as there is room."""

    DEFAULT_CSS = f"""
    DialogFrame {{ width: 100%; max-width: {WIDEST}; height: auto; max-height: 100%; padding: 0 1;
                  background: $background; border: round $focus;
                  border-title-color: $focus; border-title-style: bold; border-subtitle-color: $quiet; }}
    """

    layout = DialogLayout()


class Dialog(SingleLayout[ScreenResultType], ModalScreen[ScreenResultType]):
    """A modal screen with a frame. A subclass defines `compose_content`; its `TITLE` stands in the frame's upper edge.

    The result is None if the dialog was closed with Esc.
    """

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog Rows, Dialog Rows:focus { margin: 0; padding: 0; border-top: none; }
    Dialog VerticalScroll { height: auto; scrollbar-size-vertical: 1; overflow-x: hidden; }
    Dialog Static { height: auto; }
    Dialog.-tall DialogFrame { padding: 1; }
    Dialog #message { display: none; min-height: 1; max-height: 3; }
    """
    AUTO_FOCUS = None
    BINDINGS = [Binding("escape,q", "dismiss", show=False)]
    HINTS: tuple[str, ...] = ("Esc close",)
    """The keys, each followed by what it does."""

    _dismissed = False

    worker: Worker[Any] | None = None
    """The worker that opened the dialog, if any."""

    @property
    def gutskin(self) -> GutskinApp:
        """The application, typed."""
        return cast("GutskinApp", self.app)

    def on_mount(self) -> None:
        """Find the worker that opened the dialog, whose context is that of the dialog too, and space the titles."""
        fit_titles(self)
        with suppress(NoActiveWorker):
            self.worker = get_current_worker()

    def compose(self) -> ComposeResult:
        """Compose the content, below it the message line and the keys."""
        set_size_classes(self)
        with DialogFrame() as frame:
            frame.border_title = Content(self.title or "")
            yield from self.compose_content()
            yield Static(id="message", markup=False)
            yield Hints(self.HINTS)

    def compose_content(self) -> ComposeResult:
        """Compose what is in the frame. What scrolls becomes lower on a low screen."""
        raise NotImplementedError

    def watch_title(self, title: str | None) -> None:
        """Show the title in the frame."""
        for frame in self.query(DialogFrame):
            frame.border_title = Content(title or "")

    @property
    def is_waiting(self) -> bool:
        """Whether the dialog takes keys, or will when those above it have closed."""
        return self.is_mounted and not self._dismissed

    @property
    def is_open(self) -> bool:
        """Whether keys still apply: keys typed ahead may arrive after the dialog has closed."""
        return not self._dismissed and self.is_current

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Return `result` and close; does nothing if the dialog has closed already."""
        if not self.is_open:
            return AwaitComplete.nothing()  # type: ignore[no-any-return, no-untyped-call]
        self._dismissed = True
        return super().dismiss(result)

    def show_message(self, message: str, *, error: bool = False) -> None:
        """Show a message above the keys. It has as many lines as the longest so far, so that nothing jumps."""
        line = self.query_one("#message", Static)
        line.styles.min_height = max(1, line.size.height)
        line.update(Content(f"! {message}" if error and message else message).stylize("bold" if error else "dim"))
        line.set_class(error, "-error")
        line.display = True

    def show_hints(self, *hints: str) -> None:
        """Show other keys than `HINTS`."""
        self.query_one(Hints).update_hints(hints)


def is_opening(app: App[Any]) -> bool:
    """Whether a worker of the group `DIALOGS` is about to open a dialog, or to end: keys wait for that."""
    waiting = {screen.worker for screen in app.screen_stack if isinstance(screen, Dialog) and screen.is_waiting}
    return any(worker.group == DIALOGS and not worker.is_finished and worker not in waiting for worker in app.workers)
