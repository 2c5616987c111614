"""What people do at the front line: one module for each kind of record."""
