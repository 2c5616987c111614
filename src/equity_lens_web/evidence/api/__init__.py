"""The API: released results for Power BI, Excel and scripts, opened by a token."""
