"""Modal screens: forms, lists to choose from, questions, and pages of text."""
