"""From prepared records to cells, in one statement per store."""
