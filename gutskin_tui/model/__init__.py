"""What a journal is: kinds of entry, days, streaks, series and search. No disk, no screen."""
