"""Running the platform: the worker's upkeep, health, backup and restore."""
