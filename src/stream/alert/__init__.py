"""The alert stage: watch rules over classified stories, one alert for each (rule, story)."""

from stream.alert.stage import AlertStage
from stream.alert.watch.reading import load_rules, parse_rules
from stream.alert.watch.rules import Rule

__all__ = ["AlertStage", "Rule", "load_rules", "parse_rules"]
