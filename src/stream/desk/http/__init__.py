"""How the desk speaks HTTP: routes, checks, answers, the live stream and the page."""
