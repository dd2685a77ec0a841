"""What a new version of a pathway changes, and which version number that asks for."""
