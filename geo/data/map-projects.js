/* Projects on the map: descriptions, spots grouped into symbols, lines, shaded districts. */

/* ---- what the page's server hears -------------------------------------------------------------- */

// streamlit-folium reports the GeoJSON of the last layer clicked; the running number makes two clicks
// on the same thing two reports.
function message(properties) {
  return { type: "Feature", geometry: null, properties: { ...properties, click: ++state.clicks } };
}

const Spot = L.Layer.extend({
  initialize(latlng) { this.latlng = latlng; this.options = {}; },
  onAdd() {},
  onRemove() {},
  getLatLng() { return this.latlng; },
  toGeoJSON() { return this.message || this.feature; },
});

function tell(properties) {
  state.messenger.message = message(properties);
  state.messenger.fire("click", { latlng: state.map.getCenter() }, true);
}

/* ---- descriptions ------------------------------------------------------------------------------- */

function facts(item) {
  const { stages, sectors, exactness, bases } = state.config;
  return [
    [text("stage"), stages[item.stage].label],
    [text("sector"), sectors[item.sector]],
    [text("districts"), item.districts || text("none")],
    [text("exactness"), exactness[item.exactness].label],
    [text("basis"), bases[item.basis]],
  ];
}

function description(item) {
  const list = element("dl", {});
  for (const [term, value] of facts(item)) list.append(element("dt", {}, term), element("dd", {}, value));
  return element("div", { class: "pm-card" }, element("h3", {}, item.name), list);
}

function row(item) {
  const { stages, sectors } = state.config;
  return element("button", { type: "button", class: "pm-row", onclick: () => pick(item) },
    picture(symbol(item.domain, item.exactness, item.stage)),
    element("span", {}, element("b", {}, item.name),
      element("small", {}, sectors[item.sector] + " · " + stages[item.stage].label)));
}

function pile({ items, spots }) {
  const bounds = L.latLngBounds(spots);
  const apart = !bounds.getSouthWest().equals(bounds.getNorthEast());
  const closer = () => { state.map.closePopup(); fitTo(state.map, bounds, { padding: [60, 60], maxZoom: 14 }); };
  return element("div", { class: "pm-pile" },
    element("h3", {}, text("here").replace("{count}", items.length), " ",
      apart ? element("button", { type: "button", class: "pm-closer", onclick: closer }, text("closer")) : null),
    ...items.slice(0, 200).map(row));
}

function popup(content, latlng) {
  L.popup({ maxWidth: 290, minWidth: 200, autoPanPadding: [12, 12], closeButton: true })
    .setLatLng(latlng).setContent(content).openOn(state.map);
}

function pick(item, latlng) {
  popup(description(item), latlng || item.at);
  if (state.config.standalone) { state.view.selected = item.id; draw(); } else tell({ id: item.id });
}

/* ---- grouping ----------------------------------------------------------------------------------- */

function visible() {
  const bounds = state.map.getBounds().pad(0.2);
  return state.spots.filter((spot) => !state.hidden.has(spot.items[0].domain) || spot.items.length > 1)
    .map((spot) => ({ at: spot.at, items: spot.items.filter((item) => !state.hidden.has(item.domain)) }))
    .filter((spot) => spot.items.length && bounds.contains(spot.at));
}

// The largest spots keep their place; smaller ones within the grid join them.  The chosen project stands
// alone where no other shares its spot.
function groups() {
  const cells = new Map();
  const found = [];
  const { selected } = state.view;
  for (const spot of visible()) {
    const alone = Boolean(selected) && spot.items.length === 1 && spot.items[0].id === selected;
    const p = state.map.latLngToLayerPoint(spot.at);
    const [cx, cy] = [Math.floor(p.x / GRID), Math.floor(p.y / GRID)];
    let home = null;
    for (let x = cx - 1; x <= cx + 1 && !home && !alone; x++) {
      for (let y = cy - 1; y <= cy + 1 && !home; y++) {
        home = (cells.get(x + "," + y) || []).find((group) => group.point.distanceTo(p) < GRID) || null;
      }
    }
    if (home) { home.items.push(...spot.items); home.spots.push(spot.at); continue; }
    const group = { at: spot.at, point: p, items: [...spot.items], spots: [spot.at] };
    found.push(group);
    if (alone) continue;
    const cell = cx + "," + cy;
    cells.set(cell, [...(cells.get(cell) || []), group]);
  }
  for (const group of found) {
    group.items = [...new Map(group.items.map((item) => [item.id, item])).values()];
    group.size = group.items.length === 1 ? 32 : 32 + Math.min(14, 4 * Math.log2(group.items.length));
  }
  return found;
}

function marker(group) {
  const { size } = group;
  const one = group.items.length === 1 ? group.items[0] : null;
  const chosen = group.items.some((item) => item.id === state.view.selected);
  const html = one ? symbol(one.domain, one.exactness, one.stage) : cluster(group.items);
  const icon = L.divIcon({ html, className: "pm-symbol" + (chosen ? " pm-chosen" : ""), iconSize: [size, size] });
  const name = one ? one.name : text("here").replace("{count}", group.items.length);
  const layer = L.marker(group.at, { icon, pane: "projects", riseOnHover: true, zIndexOffset: chosen ? 1000 : 0 });
  layer.on("add", () => {
    layer.getElement().setAttribute("aria-label", name);
    layer.getElement().dataset.projects = group.items.map((item) => item.id).join(" ");
  });
  const hint = one ? name + " · " + state.config.stages[one.stage].label
    : group.items.slice(0, 4).map((item) => item.name).join("\n") + (group.items.length > 4 ? "\n…" : "");
  layer.bindTooltip(element("span", {}, hint), { direction: "top", offset: [0, -size / 2 + 2] });
  layer.on("click", () => layer.closeTooltip());
  layer.on("click", () => {
    if (!state.view.placing) (one ? pick(one, group.at) : popup(pile(group), group.at));
  });
  return layer;
}

/* ---- drawing ------------------------------------------------------------------------------------ */

function draw() {
  if (!state.symbols) return;
  state.symbols.clearLayers();
  const symbols = groups();
  for (const group of symbols) marker(group).addTo(state.symbols);
  placeNames(symbols);
  const handles = linesToPick();
  for (const item of state.items) {
    if (item.line) drawLine(item, handles.has(item));
    else if (item.radius && item.id === state.view.selected) drawRadius(item);
  }
  shade();
}

function drawRadius(item) {
  const { colour } = state.config.domains[item.domain];
  const style = { pane: "lines", color: colour, weight: 1.2, dashArray: "3 3", fillOpacity: 0.14, interactive: false };
  L.circle(item.at, { radius: 1000 * item.radius, ...style }).addTo(state.symbols);
}

// Lines in view can be picked, unless there are so many that none could be hit for the others.
function linesToPick() {
  const bounds = state.map.getBounds();
  const inView = state.items.filter(({ line }) => line && bounds.intersects(line.getBounds()));
  return new Set(inView.length <= MOST_HANDLES ? inView : []);
}

function drawLine(item, pickable) {
  const hidden = state.hidden.has(item.domain);
  const chosen = item.id === state.view.selected;
  const style = { opacity: hidden ? 0 : chosen ? 1 : 0.75, weight: chosen ? 5 : 2.6 };
  if (Object.keys(style).some((key) => item.line.options[key] !== style[key])) item.line.setStyle(style);
  if (chosen) item.line.bringToFront();
  if (hidden || !pickable) return;
  // A line of 2.6 pixels is hard to hit: a broad unseen one takes the pointer.
  const handle = L.polyline(item.line.getLatLngs(), { weight: 14, opacity: 0, pane: "lines" });
  handle.bindTooltip(element("span", {}, item.name + " · " + state.config.stages[item.stage].label), { sticky: true });
  handle.on("mouseover", () => item.line.setStyle({ weight: 5 }));
  handle.on("mouseout", () => item.line.setStyle({ weight: chosen ? 5 : 2.6 }));
  handle.on("click", (event) => state.view.placing || pick(item, event.latlng));
  handle.addTo(state.symbols);
}

// Upper limits of at most four classes that hold about as many districts each.
function steps(counts) {
  const values = Object.values(counts || {}).sort((a, b) => a - b);
  return [...new Set([1, 2, 3, 4].map((step) => values[Math.ceil((step * values.length) / 4) - 1]))].filter(Boolean);
}

function shade() {
  const counts = state.view.counts || {};
  const limits = steps(counts);
  const areas = new Map();
  for (const item of state.items) {
    if (item.id === state.view.selected && ["district", "area"].includes(item.exactness) && !item.radius) {
      for (const code of item.adcodes) areas.set(code, item.domain);
    }
  }
  state.districts.eachLayer((layer) => {
    const { adcode } = layer.feature.properties;
    const count = counts[adcode] || 0;
    const step = state.view.choropleth && count ? 1 + limits.findIndex((limit) => count <= limit) : 0;
    const chosen = (state.view.districts || []).includes(adcode);
    const path = layer.getElement();
    if (!path) return;
    const look = `pm-district pm-step-${step}${chosen ? " pm-in-filter" : ""} leaflet-interactive`;
    if (path.getAttribute("class") !== look) path.setAttribute("class", look);
    path.style.fill = areas.has(adcode) ? state.config.domains[areas.get(adcode)].colour : "";
    path.style.fillOpacity = areas.has(adcode) ? 0.34 : "";
    if (chosen) layer.bringToFront();
  });
}
