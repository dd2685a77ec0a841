"""What the tools for authors found, as text, pages and data."""
