"""The state of one reader's session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.page.state import act

if TYPE_CHECKING:
    from collections.abc import Mapping


def change(action: Mapping[str, Any] | None) -> None:
    """Replace the session's state by the one after ``action``."""
    st.session_state.state = act(st.session_state.state, action or {})
