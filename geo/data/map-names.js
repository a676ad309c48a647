/* District names: each beside its seat where neither a symbol nor another name stands, else not at all. */

const NAME_HEIGHT = 15; // pixels, as the style sheet has it

function addNames(map, features, language) {
  state.labels = features.map(({ properties, geometry }) => {
    const at = L.latLng(geometry.coordinates[1], geometry.coordinates[0]);
    const label = `<span>${escape(properties[language + "_short"])}</span>`;
    const icon = L.divIcon({ html: label, className: "pm-name", iconSize: [0, 0] });
    const marker = L.marker(at, { interactive: false, keyboard: false, pane: "names", icon }).addTo(map);
    return { at, core: properties.core, span: marker.getElement().firstChild };
  });
}

const touches = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function boxAround(point, width, height) {
  return { left: point.x - width / 2, right: point.x + width / 2, top: point.y - height / 2, bottom: point.y + height / 2 };
}

// Below, above, right, left of the seat; further out where a large symbol stands on it.
function places(width, height) {
  const found = [];
  for (const gap of [4, 15, 19, 23]) {
    const [across, along] = [gap + width / 2, gap + height / 2];
    found.push(L.point(0, along), L.point(0, -along), L.point(across, 0), L.point(-across, 0));
  }
  return found;
}

// Measured when a size is new (the style sheet has come, the legend has other entries) and not at each drawing:
// to ask for a size has the browser lay out at once all that was just changed.
function measureNames() {
  const [frame, key] = [state.map.getContainer(), state.legend].map((node) => node.getBoundingClientRect());
  state.sizes = {
    key: [L.point(key.left - frame.left, key.top - frame.top), L.point(key.right - frame.left, key.bottom - frame.top)],
    widths: state.labels.map(({ span }) => span.offsetWidth),
  };
  if (state.symbolsShown) placeNames(state.symbolsShown);
}

function watchNames() {
  const observer = new ResizeObserver(measureNames);
  for (const node of [state.legend, ...state.labels.map(({ span }) => span)]) observer.observe(node);
}

function boxBetween(corners) {
  const [a, b] = corners.map((corner) => state.map.containerPointToLayerPoint(corner));
  return { left: a.x, top: a.y, right: b.x, bottom: b.y };
}

function placeNames(symbols) {
  state.symbolsShown = symbols;
  if (!state.sizes) return;
  const near = state.map.getZoom() >= 9;
  const taken = symbols.map(({ point, size }) => boxAround(point, size - 4, size - 4));
  taken.push(boxBetween(state.sizes.key));
  const frame = boxBetween([L.point(0, 0), state.map.getSize()]);
  const inside = (box) => box.left > frame.left && box.right < frame.right && box.top > frame.top && box.bottom < frame.bottom;
  for (const [at, label] of state.labels.entries()) {
    const width = state.sizes.widths[at];
    const seat = state.map.latLngToLayerPoint(label.at);
    const free = !(label.core && !near) && places(width, NAME_HEIGHT).find((offset) => {
      const box = boxAround(seat.add(offset), width, NAME_HEIGHT);
      return inside(box) && !taken.some((other) => touches(box, other));
    });
    label.span.style.visibility = free ? "visible" : "hidden";
    if (!free) continue;
    taken.push(boxAround(seat.add(free), width, NAME_HEIGHT));
    label.span.style.transform = `translate(-50%, -50%) translate(${free.x}px, ${free.y}px)`;
  }
}
