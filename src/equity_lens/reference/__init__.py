"""Deprivation, ethnicity, organisations, populations: bundled, dated, with their source."""
