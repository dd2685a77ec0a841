"""The screens: the main one, and the dialogs in front of it."""
