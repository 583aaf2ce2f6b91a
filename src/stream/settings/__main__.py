"""`python -m stream.settings` prints the commented reference file."""

from stream.settings.reference import reference_toml

if __name__ == "__main__":
    print(reference_toml(), end="")
