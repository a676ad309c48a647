"""A sheet of paper to draw on: millimetres from the lower left corner, type in points.

No global state of matplotlib is touched, so that sheets can be drawn in any thread.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle, Wedge
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from geo.drawing.typography import MM_PER_POINT, Face, font, outlines, printable, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.artist import Artist
    from shapely.geometry.base import BaseGeometry

INK = "#2b2a28"
SOFT_INK = "#6d6a64"
RULE = "#bdb8ae"
PAPER = "#ffffff"

ASCENT, DESCENT = 0.88, 0.2
"""Height above and depth below the baseline that a line of type takes, in ems."""


class Box(NamedTuple):
    """A rectangle in mm: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width in mm."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in mm."""
        return self.top - self.bottom

    def inset(self, margin: float) -> Box:
        """Return the box made smaller by ``margin`` mm on each side (larger where negative)."""
        return Box(self.left + margin, self.bottom + margin, self.right - margin, self.top - margin)


def text_box(x: float, y: float, text: str, size: float, *, ha: str = "left", face: Face = "sans") -> Box:
    """Return the box of a line of type whose baseline starts, is centred or ends at ``x``, ``y``."""
    wide = width(text, size, face)
    left = x - {"left": 0.0, "center": wide / 2, "right": wide}[ha]
    em = size * MM_PER_POINT
    return Box(left, y - DESCENT * em, left + wide, y + ASCENT * em)


class Sheet:
    """A blank sheet.

    Parameters
    ----------
    wide, high : float
        Size of the paper in mm.
    language : str
        ``zh`` or ``en``: of what is set on it.
    unit : float
        Size of symbols and type on it; 1 on A4.
    """

    def __init__(self, wide: float, high: float, language: str = "zh", unit: float = 1) -> None:
        self.box = Box(0.0, 0.0, wide, high)
        self.language, self.unit = language, unit
        self.figure = Figure(figsize=(wide / 25.4, high / 25.4), facecolor=PAPER)
        self._level = 0.0
        self._mm = Affine2D().scale(1 / 25.4) + self.figure.dpi_scale_trans

    @contextmanager
    def raised(self) -> Iterator[None]:
        """Draw above everything else on the sheet, as for an inset."""
        self._level = 20.0
        try:
            yield
        finally:
            self._level = 0.0

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        colour: str = INK,
        ha: str = "left",
        face: Face = "sans",
        halo: str | None = None,
        rotation: float = 0,
        z: float = 5,
    ) -> None:
        """Set one line of type on the baseline at ``x``, ``y`` mm; nothing in it is read as markup."""
        text = printable(text)
        if not text:
            return
        options: dict[str, Any] = {
            "fontproperties": font(face),
            "fontsize": size,
            "color": colour,
            "ha": ha,
            "va": "baseline",
            "rotation": rotation,
            "rotation_mode": "anchor",
            "parse_math": False,
            "transform": self._mm,
            "zorder": z,
        }
        self._add(Text(x, y, text, **options))
        outline = outlines(text, size, face) if halo else None
        if outline is not None:
            # the type itself stays text in SVG and PDF; only its light edge is drawn as outlines
            left = text_box(x, y, text, size, ha=ha, face=face).left
            edge = PathPatch(outline, facecolor="none", edgecolor=halo, lw=size * 0.28, joinstyle="round")
            edge.set(transform=Affine2D().translate(left, y) + self._mm, zorder=z - 0.01)
            self._add(edge)

    def line(
        self,
        points: Sequence[tuple[float, float]] | np.ndarray[Any, Any],
        colour: str,
        weight: float,
        *,
        dashes: tuple[float, ...] | None = None,
        alpha: float = 1,
        z: float = 2,
    ) -> None:
        """Draw a line through points in mm, ``weight`` in points, dashes in multiples of the weight."""
        style: Any = "-" if dashes is None else (0, dashes)
        xy = np.asarray(points, dtype=float)
        line = Line2D(xy[:, 0], xy[:, 1], color=colour, lw=weight, ls=style, alpha=alpha, transform=self._mm)
        line.set(zorder=z, solid_joinstyle="round", solid_capstyle="butt", dash_joinstyle="round")
        self._add(line)

    def shape(
        self,
        geometry: BaseGeometry,
        *,
        fill: str = "none",
        edge: str = "none",
        weight: float = 0,
        dashes: tuple[float, ...] | None = None,
        alpha: float | None = None,
        hatch: str | None = None,
        z: float = 1,
    ) -> None:
        """Draw polygons or lines given in mm."""
        path = _path(geometry)
        if path is None:
            return
        style: Any = "-" if dashes is None else (0, dashes)
        patch = PathPatch(path, facecolor=fill, edgecolor=edge, lw=weight, ls=style, alpha=alpha, hatch=hatch)
        patch.set(transform=self._mm, zorder=z, joinstyle="round", capstyle="butt", hatch_linewidth=0.35)
        self._add(patch)

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str,
        edge: str = "none",
        weight: float = 0,
        z: float = 6,
    ) -> None:
        """Draw a disc around ``x``, ``y``, all in mm, its edge in points."""
        circle = Circle((x, y), radius, facecolor=fill, edgecolor=edge, lw=weight)
        circle.set(transform=self._mm, zorder=z)
        self._add(circle)

    def ring(
        self,
        at: tuple[float, float],
        radius: float,
        thick: float,
        share: tuple[float, float],
        *,
        colour: str,
        z: float = 6,
    ) -> None:
        """Draw the part of a ring around ``at`` between two shares of the full turn, clockwise from noon."""
        start, end = (90 - 360 * part for part in share)
        wedge = Wedge(at, radius, end, start, width=thick, facecolor=colour, lw=0)
        wedge.set(transform=self._mm, zorder=z)
        self._add(wedge)

    def rectangle(
        self, box: Box, *, fill: str = "none", edge: str = "none", weight: float = 0, z: float = 1
    ) -> None:
        """Draw a rectangle, its edge in points."""
        patch = Rectangle(box[:2], box.width, box.height, facecolor=fill, edgecolor=edge, lw=weight)
        patch.set(transform=self._mm, zorder=z, joinstyle="miter")
        self._add(patch)

    def _add(self, artist: Artist) -> None:
        artist.set_zorder(artist.get_zorder() + self._level)
        self.figure.add_artist(artist, clip=False)


def _path(geometry: BaseGeometry) -> Path | None:
    """Return polygons (with their holes) or lines as one compound path."""
    parts = [
        np.asarray(ring.coords)[:, :2]
        for part in shapely.get_parts(geometry)
        for ring in ([part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part])
        if not part.is_empty and part.geom_type in ("Polygon", "LineString", "LinearRing")
    ]
    if not parts:
        return None
    codes = np.concatenate([[Path.MOVETO] + [Path.LINETO] * (len(points) - 1) for points in parts])
    return Path(np.concatenate(parts), codes)
