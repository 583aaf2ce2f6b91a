"""How good the labels are: what `newswire eval places` and `newswire eval actors` measure."""
