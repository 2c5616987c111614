"""Files as they arrive and as they are kept, and which of them give the figures."""
