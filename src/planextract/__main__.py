"""`python -m planextract` is the command line."""

from planextract.cli import main

if __name__ == "__main__":
    main()
