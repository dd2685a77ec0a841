"""The ground of every room: truth, texts and places, problems, units, words, attributes."""
