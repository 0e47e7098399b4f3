"""Real processes killed at random moments: `python -m tests.torture`; a short run is among the usual tests."""
