"""The dashboard: ``streamlit run dashboard.py [-- --map-number NUMBER --tianditu-key KEY]``."""

import argparse

from geo.page.app import Options, main

parser = argparse.ArgumentParser(description="The dashboard; start it with: streamlit run dashboard.py")
parser.add_argument("--map-number", default="", help="审图号 to print at the map's foot")
parser.add_argument("--tianditu-key", default="", help="your key for the tiles of 天地图")
main(Options(**vars(parser.parse_args())))
