"""The report of an import, for both faces: what was or would be added, and what was left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from gutskin_tui.exchange.import_file import ComparedImport
from gutskin_tui.exchange.import_plan import ImportPlan
from gutskin_tui.exchange.input.mapping import ImportMapping
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.text import counted, one_line

ENTRIES = ("entry", "entries")
NOUNS = {"trials": ("trial", "trials"), "foods": ("food", "foods"), "factors": ("factor", "factors")}
"""The singular and plural of the rows of each table of records."""
MOST_LINES = 5
"""Lines that are named for each reason."""
MOST_WORDS = 30
"""Words that are named for each sort of them."""
LONGEST_WORD = 60
"""Cells of a word that is named."""


MAPPING_HINT = "gutskin import FILE --map new writes a mapping, in which you can give these words a place."


def mapping_line(mapping: ImportMapping) -> str:
    """Return what the columns of a file are by a mapping, in one sentence; "" if it names none."""
    roles = {"at": "the time", "day": "the date", "time": "the time of day"}
    parts = [f"{one_line(name, LONGEST_WORD)} is {roles[role]}" for role, name in mapping.when.items()]
    parts += [f"{one_line(name, LONGEST_WORD)} is {target.to}" for name, target in mapping.fields.items()]
    return f"Columns: {'; '.join(parts)}." if mapping.fields else ""


def import_lines(done: ComparedImport, *, dry_run: bool, restore: bool) -> list[str]:
    """Return the report, a sentence a line; the first has the counts of what was added, or would be."""
    parts = [_result(done.entries, ENTRIES, dry_run, restore)]
    parts += [_result(plan, NOUNS[table], dry_run, restore) for table, plan in done.records.items() if _size(plan)]
    lines = [f"{'; '.join(parts)}."]
    if done.report is not None:
        lines += _report_lines(done)
    return lines


def _report_lines(done: ComparedImport) -> Iterator[str]:
    report = done.report
    assert report is not None
    kinds = Counter(entry.kind for entry in chain(done.entries.new, done.entries.newer))
    listed = ", ".join(f"{KINDS[kind].label.lower()} {kinds[kind]}" for kind in KINDS if kinds[kind])
    yield f"Rows read: {report.rows}." + (f" By kind: {listed}." if listed else "")
    for reason, numbers in report.skipped.items():
        yield f"Skipped: {counted(len(numbers), 'row')}: {reason.removesuffix('.')}{_lines(numbers)}."
    for what, words in report.unknown.items():
        yield f"Not known ({what}): {_words(words)}."
    if report.unknown:
        yield MAPPING_HINT
    for sentence, count in report.remarks.items():
        yield sentence if count == 1 else f"{sentence.removesuffix('.')} ({count} times)."


def _lines(numbers: list[int]) -> str:
    """Return the first line numbers in brackets, "" if there are none."""
    known = sorted(filter(None, numbers))
    if not known:
        return ""
    named = ", ".join(map(str, known[:MOST_LINES]))
    rest = f" and {len(known) - MOST_LINES} more" if len(known) > MOST_LINES else ""
    return f" ({'line' if len(known) == 1 else 'lines'} {named}{rest})"


def _words(words: Mapping[str, int]) -> str:
    """Return words with their counts, the most frequent first."""
    ranked = sorted(words, key=lambda word: (-words[word], word))
    named = ", ".join(
        f'"{one_line(word, LONGEST_WORD)}"' + (f" ({words[word]})" if words[word] > 1 else "")
        for word in ranked[:MOST_WORDS]
    )
    return named + (f" and {len(ranked) - MOST_WORDS} more" if len(ranked) > MOST_WORDS else "")


def _size(plan: ImportPlan[Any]) -> int:
    return len(plan.new) + len(plan.newer) + plan.same + plan.older + len(plan.removed)


def _result(plan: ImportPlan[Any], noun: tuple[str, str], dry_run: bool, restore: bool) -> str:
    """Return the counts of an import of one sort of item: "2 entries added, 1 already there"."""
    would = "would be " if dry_run else ""
    parts = [f"{counted(len(plan.new), *noun)} {would}added"]
    if plan.newer:
        parts.append(f"{len(plan.newer)} {would}replaced by a later version")
    if plan.same:
        parts.append(f"{plan.same} already there")
    if plan.older:
        parts.append(f"{plan.older} skipped: the journal has a newer version")
    if plan.removed and restore:
        parts.append(f"{len(plan.removed)} {would}restored")
    elif plan.removed:
        parts.append(f"{len(plan.removed)} removed before and skipped (--restore adds what you removed)")
    return ", ".join(parts)
