"""Released results to HTML, PDF, Word, Excel, CSV and JSON."""
