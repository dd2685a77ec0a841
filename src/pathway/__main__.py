"""`python -m pathway` is the command line."""

from pathway.cli import main

if __name__ == "__main__":
    main()
