"""The floor of moving in a list: two lines of the screen change at each key, and nothing else is there to be done."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Lines(App[None]):
    turn = 0

    def compose(self) -> ComposeResult:
        yield Static("Line 0", id="now")
        yield Static("Line 0", id="before")

    def on_key(self, event: events.Key) -> None:
        self.query_one("#before", Static).update(f"Line {self.turn}")
        self.turn += 1
        self.query_one("#now", Static).update(f"Line {self.turn}")


if __name__ == "__main__":
    Lines().run()
