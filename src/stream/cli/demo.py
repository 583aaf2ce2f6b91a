"""`newswire demo`: see it work, from nothing."""

from __future__ import annotations

from typing import Annotated

import typer


def demo(
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Keep running after the sample; Ctrl-C ends.")
    ] = False,
    desk: Annotated[
        bool,
        typer.Option("--desk", help="Serve the desk's page as well, on a free port; Ctrl-C ends."),
    ] = False,
    rate: Annotated[float, typer.Option(min=0.5, help="Updates a second.")] = 6.0,
    plain: Annotated[bool, typer.Option("--plain", help="Plain lines, as without a TTY.")] = False,
) -> None:
    """Run the whole wire on a real local Kafka, with a sample of four running stories.

    Starts an Apache Kafka in a temporary folder and a worker, feeds the sample, and shows alerts and
    counts as they come. Ends by itself with a summary; leaves nothing behind. With --desk the browser
    shows it as well, until Ctrl-C.
    """
    import asyncio

    from stream.demo.show import run_demo

    raise typer.Exit(asyncio.run(run_demo(follow=follow, rate=rate, plain=plain, desk=desk)))
