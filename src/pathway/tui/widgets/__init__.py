"""The parts of the screen; each is given the session and shows one part of its advice."""
