"""The journal on disk. `Journal` is the door; nothing above this package knows what lies behind it.

journal.json is an ordinary TinyDB file with a checksum; journal.json.log holds the changes since it was written, a line
each, and is folded into it when it is long and when a program that wrote ends. What is promised, and the tests in
tests/store that hold it:

1. Durable: when a change returns, it survives a kill and a power cut; one that did not return is whole or absent.
   (test_store_faults: every operation of disk.py fails or is the last; test_store_kills: real processes)
2. Atomic: a change of many parts, such as an import, is one line. (test_store_faults, test_store_door)
3. Several processes: each change is made under a lock, on top of what others saved. (test_store_sharing,
   test_store_kills, test_network_folder, test_store_faults: without the lock the test fails)
4. Nothing unreadable is overwritten: damage is said and left alone; a torn last line was never acknowledged.
   (test_store_damage, test_store_flips, test_recovery, test_salvage_twins, test_exchange_faults)
   A journal that was emptied, removed or put back to an older state looks whole; the state folder remembers what it
   held, so that it is said, and no backup goes, until somebody decides. (test_store_watermark) What is replaced,
   removed or cut short under an open journal is saved again. (test_store_dropped)
5. Backups in the state folder, each read back before an older one goes; one that holds more than the newer one stays.
   (test_backups)
6. Private: folders 0700, files 0600, no link followed, no words of anybody in an error. (test_store_saving,
   test_store_damage, test_store_flips)
7. Versioned: older files are migrated and kept as they were; newer ones may only be read. (test_store_flips,
   test_store_damage)
8. Mergeable: the newest version of an entry wins, removals and undone additions are remembered. Each change, undo
   and redo is newer than what it changes, whatever the clock says. (test_merge, test_timestamps, test_store_door)
9. Locks and backups lie in the state folder; the journal's folder holds the journal and, while it is open, its log.
   (test_store_saving, test_store_journal)
10. Any flipped bit is reported, an edit by hand is said and accepted; reading never writes. (test_store_flips)
"""

from gutskin_tui.store.changeset import Change, Touched
from gutskin_tui.store.check import Problem
from gutskin_tui.store.errors import (
    AmbiguousEntry,
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
