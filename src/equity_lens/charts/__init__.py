"""Released results to accessible SVG."""
