"""What people do in the evidence room: each asks permission, acts, and leaves a trace."""
