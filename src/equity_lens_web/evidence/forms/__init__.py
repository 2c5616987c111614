"""What people are asked on pages of evidence."""
