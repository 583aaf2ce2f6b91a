"""The alert stage: watch rules over classified stories, one alert for each (rule, story)."""

from stream.alert.reading import load_rules, parse_rules
from stream.alert.rules import Rule
from stream.alert.stage import AlertStage

__all__ = ["AlertStage", "Rule", "load_rules", "parse_rules"]
