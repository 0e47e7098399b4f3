"""The peer of a redraw: one widget as large as the screen, with other text in every cell at each key."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Paper(App[None]):
    turn = 0

    def compose(self) -> ComposeResult:
        yield Static("Paper")

    def on_key(self, event: events.Key) -> None:
        self.turn += 1
        glyph = "abcdefgh"[self.turn % 8]
        self.query_one(Static).update("\n".join(glyph * self.size.width for _ in range(self.size.height)))


if __name__ == "__main__":
    Paper().run()
