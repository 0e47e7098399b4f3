"""Trials of one food: the safety gate, the plan by day, adherence, results, and how they are said. No numpy here."""
