"""Write the key table into README.md, from the one table of actions: `make readme`."""

from __future__ import annotations

import re
from pathlib import Path

from gutskin_tui.tui.actions import key_table

README = Path(__file__).parent.parent / "README.md"


def with_keys(readme: str) -> str:
    """Return the README's text with the key table as it is now."""
    return re.sub(
        r"(<!-- keys:[^>]*-->\n).*?(<!-- /keys -->)",
        lambda found: f"{found[1]}\n{key_table()}\n\n{found[2]}",
        readme,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8")
