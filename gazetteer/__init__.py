"""Names of places in Chongqing reports, resolved, sourced, and valid for a year."""

from gazetteer.gazetteer import Gazetteer
from gazetteer.loading import DEFAULT_YEAR, load, load_with
from gazetteer.places import Match, Place

__all__ = ["DEFAULT_YEAR", "Gazetteer", "Match", "Place", "load", "load_with"]
