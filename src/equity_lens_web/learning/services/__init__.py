"""What people do: each asks permission, changes and leaves a trace, in one transaction."""
