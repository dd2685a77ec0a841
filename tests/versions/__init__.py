"""What a version of a pathway has to say of its changes."""
