"""Cells to profiles, trends, findings."""
