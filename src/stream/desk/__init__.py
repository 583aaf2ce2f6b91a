"""The desk: what editors and dashboards read over HTTP, from the output topics."""
