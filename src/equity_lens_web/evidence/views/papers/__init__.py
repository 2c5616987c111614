"""Pages on which a board paper is written, read and issued."""
