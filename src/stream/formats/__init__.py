"""Parsers: the bytes of one document, in one agency's format, to records for `wire.updates`.

One small module a format; `outcome.py` has the contract that they share.
"""
