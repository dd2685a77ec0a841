"""Many patients at once: columns become planes, planes become columns.

What a cell of a table amounts to is settled by the code that settles one patient, once for each
distinct cell; from there on the planes of the program evaluate all rows of a batch together.
"""
