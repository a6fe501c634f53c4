"""`python -m trialparse` is the command line."""

from trialparse.cli import main

if __name__ == "__main__":
    main()
