"""The data model: kinds of entries, days, series, streaks and search, without storage and user interface."""
