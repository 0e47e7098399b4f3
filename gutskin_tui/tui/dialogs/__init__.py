"""What opens above the tabs: the form of an entry, help, the list of commands, settings, trouble."""
