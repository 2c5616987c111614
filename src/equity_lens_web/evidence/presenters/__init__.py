"""From released results to what a page shows: words, rows of tables, charts."""
