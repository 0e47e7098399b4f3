"""gutskin: a private, offline terminal journal of meals, skin, water and stress."""

__version__ = "0.2.0"
