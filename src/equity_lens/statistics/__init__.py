"""Pure functions: arrays in, estimates out."""
