"""The only door out: what may be shown, and why not."""
