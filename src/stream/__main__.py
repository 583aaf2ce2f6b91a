"""`python -m stream` is `newswire`."""

from stream.cli import main

main()
