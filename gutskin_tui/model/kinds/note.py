"""Notes: words about a day."""

from typing import Annotated

from msgspec import Meta

from gutskin_tui.model.entry import Entry, Text
from gutskin_tui.model.kinds.kind import Kind


class Note(Entry, tag="note", frozen=True, kw_only=True):
    """Something worth remembering about a day."""

    text: Annotated[Text, Meta(min_length=1, title="Text", description="Anything worth remembering")]

    def check(self) -> None:
        """Refuse a note of blanks."""
        if not self.text.strip():
            raise ValueError("a note needs some words")


KIND = Kind(struct=Note, label="Note", letter="n", positional=("text",), summary=lambda note: note.text)
