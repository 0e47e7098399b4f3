"""The screen: seven tabs over one journal, driven by the keyboard."""
