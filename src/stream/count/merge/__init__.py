"""The merge stage: the parts of each count into the public one, and what a window is when it is over."""

from stream.count.merge.stage import RETENTION, MergeStage

__all__ = ["RETENTION", "MergeStage"]
