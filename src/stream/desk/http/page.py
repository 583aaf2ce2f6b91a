"""The page of the desk, where it is built; else a plain one that says what to run."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

PAGE = Path(__file__).parents[1] / "page"
"""Where `make page` puts it."""

_MISSING = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Newswire desk</title></head>
<body>
<h1>Newswire desk</h1>
<p>The page is not built. Run <code>make page</code> in the project's folder (it needs Node 20.19 or newer),
then load this again; or install a wheel, which carries it.</p>
<p>The API is here: <a href="/api/status">/api/status</a>, described by
<a href="/api/openapi.json">/api/openapi.json</a>.</p>
</body>
</html>
"""


class PageFiles(StaticFiles):
    """Files of a folder that may not be there: then there are none."""

    async def check_config(self) -> None:
        """Nothing to check: the page can be built while the desk runs."""


def install(app: FastAPI, folder: Path = PAGE) -> None:
    """Serve the page at /; after all other routes, for it takes every address that is left."""

    async def root(request: Request) -> Response:
        index = folder / "index.html"
        headers = {"Cache-Control": "no-cache"}
        if index.is_file():
            return FileResponse(index, headers=headers)
        return HTMLResponse(_MISSING, headers=headers)

    async def nothing(request: Request) -> Response:
        raise HTTPException(404)

    app.router.routes += [
        Route("/", root),
        Route("/api/{rest:path}", nothing),
        Mount("/", PageFiles(directory=folder, check_dir=False)),
    ]
