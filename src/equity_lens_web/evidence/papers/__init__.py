"""A paper while it is written: made from its brief, carried to newer figures, kept at hand."""
