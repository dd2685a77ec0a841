"""What executable specs exercise of a library: condition by condition, outcome by outcome."""
