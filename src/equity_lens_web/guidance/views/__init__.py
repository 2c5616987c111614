"""Pages of guides, words, support and shapes of the role."""
