"""Names of places in Chongqing reports, resolved, sourced, and valid for a year."""

from gazetteer.gazetteer import Gazetteer
from gazetteer.loading import load
from gazetteer.places import Match, Place

__all__ = ["Gazetteer", "Match", "Place", "load"]
