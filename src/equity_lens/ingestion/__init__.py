"""Extract to checked, linked, pseudonymised records; published aggregates to cells."""
