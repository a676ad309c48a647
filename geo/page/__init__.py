"""The dashboard's rooms: state, what each part shows, and the parts of the page."""
