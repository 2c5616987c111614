"""Sending the weekly brief, and switching it on and off."""
