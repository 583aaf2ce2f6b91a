"""Tests of stream.count.merge."""
