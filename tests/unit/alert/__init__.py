"""Tests of the alert stage."""
