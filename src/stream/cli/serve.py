"""`newswire serve`: the desk's page and its read API."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stream.cli.options import BootstrapOption, ConfigOption, SetOption, cluster_from


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; any but this machine's needs a token.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; 0 takes any free one.")
    ] = None,
    port_file: Annotated[
        Path | None, typer.Option(help="File to write the port to once it is listened on.")
    ] = None,
    config: ConfigOption = None,
    bootstrap: BootstrapOption = None,
    change: SetOption = None,
) -> None:
    """Serve alerts, stories, counts and search over HTTP, and the page that editors leave open.

    Reads the topics by itself and keeps what it read in a file (serve.database), so a restart goes on where
    it was. SIGTERM or Ctrl-C stops it cleanly. Exit code 78: a setting is wrong, as a port in use, or an
    address that others can reach without a token.
    """
    flags: dict[str, object] = {"serve.host": host, "serve.port": port}
    settings = cluster_from(config, bootstrap, change, flags)
    from stream.bootstrap import serve as built
    from stream.observe.logs import configure_logging

    configure_logging(settings.log.level, settings.log.format)
    built.run(settings, port_file)
