"""`pathway export`: to standard output, into a folder, and what is refused."""
