"""Trials of one food: the safety gate, the plan by day, adherence, results, and their wording. No numpy here."""
