"""The sections of a board paper, each from released results to blocks."""
