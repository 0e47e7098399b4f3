"""How labels are written: a certain label plain, a maybe with a `?` and in italics, triggers before the rest."""

from __future__ import annotations

from collections.abc import Collection

from rich.text import Text

from gutskin_tui.foods.food import LABELS, TRIGGERS, Certainty, Labels

GAP = "  "


def label_texts(labels: Labels, among: Collection[str] | None = None) -> list[Text]:
    """Return the labels as words: triggers first, and of each group the certain ones; `among` leaves others out."""
    place = {label: at for at, label in enumerate(LABELS)}
    visible = [
        (label, certainty) for label, certainty in labels.items() if certainty and (among is None or label in among)
    ]
    visible.sort(key=lambda item: (item[0] not in TRIGGERS, item[1] is not Certainty.YES, place[item[0]]))
    return [
        Text(LABELS[label], "bold" if label in TRIGGERS else "")
        if certainty is Certainty.YES
        else Text(f"{LABELS[label]}?", "italic dim")
        for label, certainty in visible
    ]


def with_labels(line: Text, labels: Labels, width: int) -> Text:
    """Return a line with the triggers among `labels` that are certain at its right end, as many as fit `width`."""
    certain: Labels = {label: certainty for label, certainty in labels.items() if certainty is Certainty.YES}
    words = fitting(label_texts(certain, TRIGGERS), width - line.cell_len - 2)
    if words.plain:
        words.stylize("not bold dim")
        line.append(" " * (width - line.cell_len - words.cell_len)).append_text(words)
    return line


def fitting(words: list[Text], room: int) -> Text:
    """Return as many of the words as fit `room` cells, and how many more there are ("+3"); none if not one fits."""
    if not words:
        return Text()
    for count in range(len(words), 0, -1):
        line = Text(GAP).join(words[:count])
        if count < len(words):
            line.append(f"{GAP}+{len(words) - count}", "dim")
        if line.cell_len <= room:
            return line
    return Text()
