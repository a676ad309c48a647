"""The dashboard: ``streamlit run dashboard.py``."""

from geo.page.app import main

main()
