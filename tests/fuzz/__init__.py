"""Mutations of wire documents, and what every parser owes to any bytes."""
