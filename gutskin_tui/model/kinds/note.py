"""Notes: free text about a day."""

from typing import Annotated

from msgspec import Meta

from gutskin_tui.model.entry import Entry, Text
from gutskin_tui.model.kinds.kind import Kind


class Note(Entry, tag="note", frozen=True, kw_only=True):
    """A note about a day, or a moment of it."""

    text: Annotated[Text, Meta(min_length=1, title="Text", description="Anything worth remembering")]

    def check(self) -> None:
        """Raise ValueError if the text is blank."""
        if not self.text.strip():
            raise ValueError("a note needs some words")


KIND = Kind(
    struct=Note,
    label="Note",
    letter="n",
    example='"new detergent" --tags detergent',
    positional=("text",),
    summary=lambda note: note.text,
)
