"""How often the insights are wrong, and how often right, over simulated people of whom all is known.

`python -m tests.calibrate` prints one table with each share, its goal, and whether it was met.
"""
