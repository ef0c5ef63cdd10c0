"""`python -m extractor` is `recap`."""

from extractor.cli import main

if __name__ == "__main__":
    main()
