"""What an extract must contain, declared as data."""
