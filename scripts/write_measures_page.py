"""Write docs/methods/measures.md from the library of measures."""

from pathlib import Path

from equity_lens.measures.describe import page
from equity_lens.measures.load import library

PAGE = Path(__file__).parents[1] / "docs" / "methods" / "measures.md"

if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(library().values()), encoding="utf-8")
    print(PAGE)
