"""Stage 3: which actors and places a story is about, each with the words that say so."""

from stream.classify.classifier import Classifier, load_classifier
from stream.classify.stage import ClassifyStage

__all__ = ["Classifier", "ClassifyStage", "load_classifier"]
