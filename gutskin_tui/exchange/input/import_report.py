"""What an import read and left out, for the report to the person."""

from __future__ import annotations

from msgspec import Struct, field


class ImportReport(Struct):
    """The report of an import: how many rows were read, and what was left out.

    `skipped` are the lines or numbers of skipped rows by reason, 0 for a row without one; `unknown` the words that are
    not known, with their counts, by what they are; `remarks` are sentences on what else the person should know.
    """

    rows: int = 0
    skipped: dict[str, list[int]] = field(default_factory=dict)
    unknown: dict[str, dict[str, int]] = field(default_factory=dict)
    remarks: dict[str, int] = field(default_factory=dict)

    def skip(self, reason: str, line: int = 0) -> None:
        """Record that a row was skipped."""
        self.skipped.setdefault(reason, []).append(line)

    def add_unknown(self, what: str, word: str) -> None:
        """Record a word that is not known: `what` is such as "mood"."""
        words = self.unknown.setdefault(what, {})
        words[word] = words.get(word, 0) + 1

    def remark(self, sentence: str) -> None:
        """Record a sentence for the report; equal ones are counted."""
        if sentence:
            self.remarks[sentence] = self.remarks.get(sentence, 0) + 1

    def include(self, other: ImportReport, file: str = "") -> None:
        """Add another report; reasons are named with its `file`, unless that is ""."""
        self.rows += other.rows
        for reason, lines in other.skipped.items():
            self.skipped.setdefault(f"{reason}, in {file}" if file else reason, []).extend(lines)
        for what, words in other.unknown.items():
            known = self.unknown.setdefault(what, {})
            for word, count in words.items():
                known[word] = known.get(word, 0) + count
        for sentence, count in other.remarks.items():
            self.remarks[sentence] = self.remarks.get(sentence, 0) + count
