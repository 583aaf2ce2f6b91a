"""The batch shell: the only place that knows Faust (docs/adr/0001).

`chunks` makes one Faust event of many records, `consumer` repairs what loses records, `store` and `table`
keep journals and recover them, `delivery` produces in batches and waits, `agent` runs a stage on it all.
"""
