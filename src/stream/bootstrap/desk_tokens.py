"""The desk's read tokens, from a file or the environment; never shown."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping

from stream.bootstrap.secrets import secret_text
from stream.desk.http.access import SHORTEST
from stream.errors import ConfigError
from stream.settings.desk import ServeSettings


def tokens_of(of: ServeSettings, environ: Mapping[str, str] = os.environ) -> list[str]:
    """The tokens; none means that everybody on this machine may read. Raises ConfigError.

    A file that is set and empty is a mistake, not an open door.
    """
    where = f"serve.tokens_file {of.tokens_file}" if of.tokens_file else of.tokens_variable
    tokens = secret_text(of.tokens_file, of.tokens_variable, environ, where).split()
    if of.tokens_file and not tokens:
        raise ConfigError(f"{where} is empty")
    if any(len(token) < SHORTEST for token in tokens):
        raise ConfigError(f"{where}: a token has {SHORTEST} characters or more")
    if any(not token.isascii() for token in tokens):
        raise ConfigError(f"{where}: a token is of ASCII characters, as a header takes no other")
    if not tokens and not is_loopback(of.host):
        raise ConfigError(
            f"serve.host is {of.host}, which others can reach, and there is no token: set serve.tokens_file or "
            f"the variable {of.tokens_variable}, or listen on 127.0.0.1"
        )
    return tokens


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address; a name other than localhost may be any."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
