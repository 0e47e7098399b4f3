"""The journal on disk. Other packages use it through `Journal` and the names exported here.

journal.json is a TinyDB JSON file with a checksum, in format version 3. journal.json.log holds the changes since it was
written, one line each. The log is folded into journal.json when it grows long, and when the last process that has the
journal open closes it. docs/store.md describes the files.

Guarantees, and the tests in tests/store that check them:

1. Durable: a change that returned survives a kill and a power cut; one that did not return is complete or absent.
   (test_store_faults: every operation of disk.py fails or is the last; test_store_kills: real processes)
2. Atomic: a change of many parts, such as an import, is one line of the log. (test_store_faults, test_store_changes)
3. Several processes: each change is made under a lock and on top of what others saved. (test_store_sharing,
   test_store_lock, test_store_kills, test_network_folder, test_store_faults: without the lock the test fails) What
   others saved is read on from the log. (test_store_log_refresh) A process folds the log only if no other has the
   journal open. (test_compaction)
4. Nothing unreadable is overwritten: damage is reported and the files are left unchanged. An unfinished last line was
   never acknowledged and is ignored. (test_store_damage, test_store_bit_flips, test_recovery,
   test_salvage_similar_entries, test_restore_faults, test_foreign_files)
   A journal that was emptied, deleted or replaced by an older copy is valid by itself. The watermark in the state
   folder records its former contents, so the loss is reported and no backup is deleted until the user decides.
   (test_store_watermark, test_store_older_copies, test_loss_choices) What is replaced, removed or truncated under an
   open journal is saved again; what others changed on purpose is not. (test_store_lost_changes,
   test_store_lost_changes_faults, test_store_changes_of_others, test_log_rebase, test_log_link)
5. Backups in the state folder: each is read back before an older one is deleted, and one with contents that the
   newer ones lack is retained. (test_backups, test_restore)
6. Private: folders 0700, files 0600, no symbolic link is followed, no journal text in an error. (test_store_saving,
   test_store_damage, test_store_bit_flips, test_planted_links)
7. Versioned: files of versions 1 and 2 are migrated after a copy of them is retained; newer ones are read-only.
   (test_migrations, test_store_bit_flips, test_store_damage)
8. Mergeable: the later change of each field wins; removals and undone additions leave tombstones, which win unless the
   entry was restored after them. Merging is commutative, associative and idempotent. Each change, undo and redo is
   newer than what it replaces, whatever the clock says. (test_merge, test_merge_properties, test_merge_files,
   test_timestamps, test_store_changes)
   `edits` holds the instant of each field's last change. (test_edits)
9. Undoable: the last 200 changes can be undone, also after a restart; the undo history is in the state folder.
   (test_store_undo, test_compaction; test_undo_stops: a stop at any operation neither loses nor repeats a step)
10. The journal's folder holds the journal, its log until that is folded, and the files that a restore or a salvage
    replaced; everything else is in the state folder. (test_store_saving, test_store_journal, test_backups,
    test_recovery)
11. Any flipped bit is reported, an edit by hand is reported and accepted, and reading never writes.
    (test_store_bit_flips; test_partial_read and test_canonical_file for days that are read without the rest)
12. Canonical: the folded file depends on its contents alone, and stock TinyDB reads it. (test_canonical,
    test_folded_file)
13. TinyDB: a document written through its tables is validated as an entry, gets its instants, leaves a
    tombstone when it is removed, and can be undone. (test_tinydb)
"""

from gutskin_tui.store.changes import Changes
from gutskin_tui.store.changeset import Change, Touched
from gutskin_tui.store.check import Problem
from gutskin_tui.store.errors import (
    AmbiguousEntry,
    ChangesRestored,
    DuplicateEntry,
    InvalidEntry,
    JournalBusy,
    JournalDamaged,
    JournalError,
    JournalReadOnly,
    JournalUnreadable,
    JournalUnwritable,
    NotAJournal,
    UnknownEntry,
)
from gutskin_tui.store.journal import Journal

__all__ = [
    "AmbiguousEntry",
    "Change",
    "Changes",
    "ChangesRestored",
    "DuplicateEntry",
    "InvalidEntry",
    "Journal",
    "JournalBusy",
    "JournalDamaged",
    "JournalError",
    "JournalReadOnly",
    "JournalUnreadable",
    "JournalUnwritable",
    "NotAJournal",
    "Problem",
    "Touched",
    "UnknownEntry",
]
