/* The web map's client side: one folium map a page, in a frame of the dashboard or in a file of its own.
 *
 * This file and the other map-*.js are one script.  Features come as one GeoJson layer a domain.  Points are
 * not drawn one by one: a spot stands for each, and symbols are made from the spots in view, so that projects
 * at one place are one numbered symbol that opens into a list.  All text enters the page as text, never as
 * markup. */

// Leaflet gives every symbol and name a layer of its own for the browser to keep and lay over the others: a hundred
// of them cost more to draw than what is on them.  So its flat transforms, and one layer that moves (map.css).
L.Browser.ie3d = true;

function start(map, config) {
  for (const table of ["domains", "stages", "sectors", "exactness", "bases"]) {
    config[table] = Object.fromEntries(config[table]);
  }
  Object.assign(state, { map, config });
  document.documentElement.lang = config.language;
  const base = window.projectMapBases[config.base];
  state.names = Object.fromEntries(base.districts.features.map(({ properties }) => [properties.adcode, properties[config.language]]));
  map.attributionControl.setPrefix(false).addAttribution(config.footer.map(escape).join(" · "));
  for (const [pane, z] of [["tiles", 200], ["land", 250], ["water", 300], ["names", 350], ["lines", 420], ["projects", 600]]) {
    map.createPane(pane).style.zIndex = z;
  }
  map.getPane("names").style.pointerEvents = "none";
  state.districts = L.geoJSON(base.districts, {
    pane: "land",
    style: { className: "pm-district pm-step-0" },
    onEachFeature(feature, layer) {
      layer.toGeoJSON = () => message({ district: feature.properties.adcode });
      layer.bindTooltip(() => {
        const count = (state.view.counts || {})[feature.properties.adcode] || 0;
        return element("span", {}, feature.properties[config.language] + " · " + text("count").replace("{count}", count));
      }, { sticky: true, className: "pm-hint" });
    },
  }).addTo(map);
  L.geoJSON(base.outline, { pane: "land", interactive: false, style: { className: "pm-outline" } }).addTo(map);
  L.geoJSON(base.rivers, { pane: "water", interactive: false, style: { className: "pm-river" } }).addTo(map);
  addNames(map, base.names.features, config.language);
  const wide = map.getSize().x > 640;
  // the city leaves the upper left free: the legend stands there
  const fit = () => fitTo(map, config.view, { paddingTopLeft: wide ? [120, 4] : [4, 4], paddingBottomRight: [4, 4] });
  fit();
  // the frame gets its height and this map its style sheet a moment later
  let fresh = true;
  setTimeout(() => { fresh = false; }, 2000);
  new ResizeObserver(([{ contentRect: { width, height } }]) => {
    if (!width || !height) return; // a frame on its way out
    map.invalidateSize({ pan: false });
    if (fresh && !state.view.selected) fit();
  }).observe(map.getContainer());
  state.symbols = L.layerGroup().addTo(map);
  state.tiles = L.layerGroup().addTo(map);
  state.messenger = new Spot(map.getCenter());
  L.featureGroup([state.messenger]).addTo(map);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  const box = L.control({ position: "topleft" });
  box.onAdd = () => {
    state.legend = element("details", { class: "pm-legend pm-" + config.language });
    state.legend.open = wide;
    state.legend.addEventListener("click", ({ target }) => { if (target.closest("summary")) state.folding = false; });
    L.DomEvent.disableClickPropagation(state.legend).disableScrollPropagation(state.legend);
    return state.legend;
  };
  if (config.standalone) { title(map); search(map); }
  box.addTo(map);
  watchNames();
  const zoomed = () => {
    if (state.folding) state.legend.open = wide && map.getZoom() < 9;
  };
  map.on("click", ({ latlng }) => {
    if (state.view.placing) tell({ place: [Number(latlng.lng.toFixed(6)), Number(latlng.lat.toFixed(6))] });
  });
  map.on("zoomend", zoomed).on("moveend", draw).on("moveend", shift).on("popupopen", giveWay);
  zoomed();
  printable(map);
}

// A fit into a frame that has no room for it is no number: such a frame only gets the middle.
function fitTo(map, bounds, options) {
  const { x, y } = map.getSize();
  if (Math.min(x, y) > 160) return map.fitBounds(bounds, options);
  return map.setView(L.latLngBounds(bounds).getCenter(), 7, { animate: false });
}

// Paper is narrower than most windows: while it prints the map shows there what it shows here.
function printable(map) {
  const box = map.getContainer();
  let bounds = null;
  const size = (width, height) => {
    for (const [key, value] of [["width", width], ["height", height]]) box.style.setProperty(key, value, "important");
    map.invalidateSize({ pan: false, animate: false });
  };
  window.addEventListener("beforeprint", () => {
    bounds = map.getBounds();
    size("700px", "560px"); // as the page's style sheet has the frame in print
    fitTo(map, bounds, { animate: false });
  });
  window.addEventListener("afterprint", () => {
    size("", "");
    if (bounds) fitTo(map, bounds, { animate: false });
  });
}

/* ---- what changes ------------------------------------------------------------------------------- */

// Called after the layers of a selection have been made: `layers` holds one GeoJson layer a domain.
function show(layers, view) {
  const before = state.view;
  state.view = view;
  state.items = [];
  const spots = new Map();
  layers.eachLayer((domain) => domain.eachLayer && domain.eachLayer((layer) => {
    const { properties } = layer.feature;
    const districts = properties.adcodes.map((code) => state.names[code] || code).join(text("comma"));
    const item = { ...properties, districts, at: null };
    const points = layer instanceof Spot ? [layer] : layer instanceof L.Polyline ? [] : layer.getLayers();
    for (const point of points) {
      const key = point.latlng.lat + "," + point.latlng.lng;
      if (!spots.has(key)) spots.set(key, { at: point.latlng, items: [] });
      spots.get(key).items.push(item);
    }
    if (points.length) item.at = points[0].latlng;
    else { item.line = layer; item.at = middle(layer); }
    layer.toGeoJSON = () => message({ id: item.id });
    state.items.push(item);
  }));
  state.spots = [...spots.values()].sort((a, b) => b.items.length - a.items.length);
  ground(view.ground);
  placing(view.placing);
  draw();
  legend();
  if (view.fly) state.map.closePopup();
  move(before, view);
}

function middle(line) {
  const points = line.getLatLngs().flat();
  return points[Math.floor(points.length / 2)];
}

function move(before, view) {
  const map = state.map;
  if (view.fly && view.selected && (before.selected !== view.selected || before.fly !== view.fly)) {
    const item = state.items.find(({ id }) => id === view.selected);
    if (item && item.line) return fitTo(map, item.line.getBounds(), { padding: [40, 40], maxZoom: 9 });
    if (item && item.exactness === "area" && !item.radius) return fitTo(map, districtBounds(item.adcodes), { padding: [20, 20], maxZoom: 10 });
    if (item) return map.setView(item.at, Math.max(map.getZoom(), item.exactness === "district" || item.radius > 3 ? 9 : 11));
  }
  const chosen = view.districts || [];
  const asked = view.fly && !view.selected && before.fly !== view.fly;
  if (chosen.length && (asked || String(chosen) !== String(before.districts || []))) {
    const bounds = districtBounds(chosen);
    if (asked) fitTo(map, bounds, { padding: [20, 20] });
    else if (bounds.isValid() && !map.getBounds().contains(bounds.getCenter())) fitTo(map, bounds, { padding: [30, 30] });
  }
}

function districtBounds(adcodes) {
  const bounds = L.latLngBounds([]);
  state.districts.eachLayer((layer) => {
    if (adcodes.includes(layer.feature.properties.adcode)) bounds.extend(layer.getBounds());
  });
  return bounds;
}

window.projectMap = {
  start,
  show,
  point: (feature, latlng) => new Spot(latlng),
  line: (feature) => ({
    pane: "lines", color: state.config.domains[feature.properties.domain].colour, weight: 2.6, opacity: 0.75,
    dashArray: "7 5", lineCap: "butt", interactive: false,
  }),
};
