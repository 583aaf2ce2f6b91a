"""The demo's material: a sample wire of four running stories, and the watch rules that go with it.

`data/wire.jsonl` is one update a line in the order of arrival, as a producer would put it on
`wire.updates`; two of its lines can't be read, so that the dead letters have something to show.
`data/watch.toml` has one rule for each story. `data/README.md` says line by line what is shown.
All sentences are the project's own: agencies' names are labels, three of the stories are invented.
"""
