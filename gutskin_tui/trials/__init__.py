"""Trials of one thing: the safety questions, the plan by day, adherence, results, and their wording. No numpy here."""
