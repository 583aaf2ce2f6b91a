"""Wires as text with a header line: IPTC 7901 and ANPA 1312."""
