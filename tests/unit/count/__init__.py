"""Tests of stream.count."""
