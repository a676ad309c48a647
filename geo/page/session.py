"""The state of one reader's session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.page.state import act

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def change(action: Mapping[str, Any] | None) -> None:
    """Replace the session's state by the one after ``action``."""
    st.session_state.state = act(st.session_state.state, action or {})


def seen(key: str) -> int:
    """Return the number of the last action that was taken of the part with this key."""
    return int(st.session_state.get(f"seen-{key}", 0))


def news(key: str) -> Iterator[dict[str, Any]]:
    """Yield the actions of a part that were not taken yet, and take them."""
    for number, action in st.session_state[key].actions or []:
        if number > seen(key):
            st.session_state[f"seen-{key}"] = number
            yield action
