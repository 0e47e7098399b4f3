"""How fast and how small, as ratios against a peer or a floor measured in the same run: `python -m tests.bench`."""
