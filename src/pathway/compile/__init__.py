"""From file models to the compiled program."""
