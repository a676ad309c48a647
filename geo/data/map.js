/* The web map's client side: one folium map a page, in a frame of the dashboard or in a file of its own.
 *
 * Features come as one GeoJson layer a domain.  Points are not drawn one by one: a spot stands for each,
 * and symbols are made from the spots in view, so that projects at one place are one numbered symbol that
 * opens into a list.  All text enters the page as text nodes, never as markup. */
(function () {
  "use strict";

  const GRID = 36; // pixels: symbols nearer than this become one
  const state = { clicks: 0, folding: true, hidden: new Set(), items: [], view: {}, symbols: null };

  function element(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  const text = (key) => state.config.texts[key];
  const escape = (string) => string.replace(/[&<>"']/g, (c) => "&#" + c.charCodeAt(0) + ";");

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

  /* ---- symbols ------------------------------------------------------------------------------------ */

  function arc(radius, from, to) {
    const at = (share) => {
      const angle = 2 * Math.PI * share - Math.PI / 2;
      return (20 + radius * Math.cos(angle)).toFixed(2) + " " + (20 + radius * Math.sin(angle)).toFixed(2);
    };
    if (to - from > 0.999) return `M20 ${20 - radius}A${radius} ${radius} 0 1 1 19.99 ${20 - radius}Z`;
    return `M${at(from)}A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}`;
  }

  // One project: colour and glyph say the domain, filled or hollow how exact, the ring how far along.
  function symbol(domain, exactness, stage) {
    const { colour, glyph } = state.config.domains[domain];
    return drawing(colour, glyph, exactness, stage);
  }

  // For the legend: no domain's colour, no glyph.
  const sample = (exactness, stage) => drawing("var(--soft)", "", exactness, stage);

  function drawing(colour, glyph, exactness, stage) {
    const filled = exactness === "exact" || exactness === "near";
    const share = (state.config.stages[stage].rank + 1) / Object.keys(state.config.stages).length;
    const shape = exactness === "area"
      ? `<rect x="9.5" y="9.5" width="21" height="21" rx="3"`
      : `<circle cx="20" cy="20" r="${exactness === "line" ? 10 : 11}"`;
    const fill = filled ? colour : exactness === "area" ? "var(--shade)" : "var(--paper)";
    const dash = exactness === "line" ? ` stroke-dasharray="3.5 2.5"` : "";
    return `<svg viewBox="0 0 40 40" aria-hidden="true">` +
      `<circle cx="20" cy="20" r="17" class="halo"/><path d="${arc(15.5, 0, 1)}" class="track"/>` +
      `<path d="${arc(15.5, 0, share)}" fill="none" stroke="${colour}" stroke-width="3"/>` +
      `${shape} fill="${fill}" stroke="${colour}" stroke-width="1.8"${dash}/>` +
      `<text x="20" y="24.3" text-anchor="middle" font-size="12" font-weight="600" class="${filled ? "on" : "off"}">` +
      `${glyph}</text></svg>`;
  }

  // Several projects: a count in a ring of their domains' shares.
  function cluster(items) {
    const shares = new Map();
    for (const item of items) shares.set(item.domain, (shares.get(item.domain) || 0) + 1);
    let from = 0;
    const ring = [...shares].sort((a, b) => b[1] - a[1]).map(([domain, count]) => {
      const to = from + count / items.length;
      const path = `<path d="${arc(16, from, to)}" fill="none" stroke="${state.config.domains[domain].colour}" stroke-width="4.5"/>`;
      from = to;
      return path;
    });
    return `<svg viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="18.5" class="halo"/>${ring.join("")}` +
      `<circle cx="20" cy="20" r="13.6" class="core"/><text x="20" y="24.6" text-anchor="middle" ` +
      `font-size="13" font-weight="650" class="count">${items.length}</text></svg>`;
  }

  const picture = (html) => { const span = element("span", { class: "pm-symbol" }); span.innerHTML = html; return span; };

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

  function pile(items) {
    return element("div", { class: "pm-pile" },
      element("h3", {}, text("here").replace("{count}", items.length)), ...items.slice(0, 200).map(row));
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

  // The largest spots keep their place; smaller ones within the grid join them.
  function groups() {
    const cells = new Map();
    const found = [];
    for (const spot of visible()) {
      const p = state.map.latLngToLayerPoint(spot.at);
      const [cx, cy] = [Math.floor(p.x / GRID), Math.floor(p.y / GRID)];
      let home = null;
      for (let x = cx - 1; x <= cx + 1 && !home; x++) {
        for (let y = cy - 1; y <= cy + 1 && !home; y++) {
          home = (cells.get(x + "," + y) || []).find((group) => group.point.distanceTo(p) < GRID) || null;
        }
      }
      if (home) { home.items.push(...spot.items); continue; }
      const group = { at: spot.at, point: p, items: [...spot.items] };
      found.push(group);
      const cell = cx + "," + cy;
      cells.set(cell, [...(cells.get(cell) || []), group]);
    }
    for (const group of found) group.items = [...new Map(group.items.map((item) => [item.id, item])).values()];
    return found;
  }

  function marker(group) {
    const one = group.items.length === 1 ? group.items[0] : null;
    const size = one ? 32 : 32 + Math.min(14, 4 * Math.log2(group.items.length));
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
      if (!state.view.placing) (one ? pick(one, group.at) : popup(pile(group.items), group.at));
    });
    return layer;
  }

  /* ---- drawing ------------------------------------------------------------------------------------ */

  function draw() {
    if (!state.symbols) return;
    state.symbols.clearLayers();
    for (const group of groups()) marker(group).addTo(state.symbols);
    for (const item of state.items) if (item.line) drawLine(item);
    shade();
  }

  function drawLine(item) {
    const hidden = state.hidden.has(item.domain);
    const chosen = item.id === state.view.selected;
    item.line.setStyle({ opacity: hidden ? 0 : chosen ? 1 : 0.75, weight: chosen ? 5 : 2.6 });
    if (chosen) item.line.bringToFront();
    if (hidden) return;
    // A line of 2.6 pixels is hard to hit: a broad unseen one takes the pointer.
    const handle = L.polyline(item.line.getLatLngs(), { weight: 14, opacity: 0, pane: "lines" });
    handle.bindTooltip(element("span", {}, item.name + " · " + state.config.stages[item.stage].label), { sticky: true });
    handle.on("mouseover", () => item.line.setStyle({ weight: 5 }));
    handle.on("mouseout", () => item.line.setStyle({ weight: chosen ? 5 : 2.6 }));
    handle.on("click", (event) => state.view.placing || pick(item, event.latlng));
    handle.addTo(state.symbols);
  }

  const steps = (most) => [1, 2, 3, 4].map((step) => Math.max(step, Math.ceil((most * step * step) / 16)));

  function shade() {
    const counts = state.view.counts || {};
    const most = Math.max(1, ...Object.values(counts));
    const limits = steps(most);
    const areas = new Map();
    for (const item of state.items) {
      if (item.id === state.view.selected && ["district", "area"].includes(item.exactness)) {
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
      path.setAttribute("class", `pm-district pm-step-${step}${chosen ? " pm-in-filter" : ""} leaflet-interactive`);
      path.style.fill = areas.has(adcode) ? state.config.domains[areas.get(adcode)].colour : "";
      path.style.fillOpacity = areas.has(adcode) ? 0.34 : "";
      if (chosen) layer.bringToFront();
    });
  }

  /* ---- legend ------------------------------------------------------------------------------------- */

  const tally = (key) => {
    const counts = {};
    for (const item of state.items) counts[item[key]] = (counts[item[key]] || 0) + 1;
    return counts;
  };

  function legend() {
    const { domains, exactness, stages } = state.config;
    const count = { domain: tally("domain"), exactness: tally("exactness"), stage: tally("stage") };
    const entry = (html, label, number, attributes) => element(attributes ? "button" : "span",
      { class: "pm-entry", ...attributes }, picture(html), element("span", { title: label }, label), element("i", {}, String(number)));
    const part = (key, entries) => element("section", { class: "pm-" + key }, element("h4", {}, text(key)), ...entries);
    const toggle = (code) => ({
      type: "button", "aria-pressed": String(!state.hidden.has(code)), "data-domain": code,
      onclick: () => {
        if (!state.config.standalone) return tell({ domain: code });
        if (!state.hidden.delete(code)) state.hidden.add(code);
        draw();
        legend();
      },
    });
    const swatch = (domain) => `<svg viewBox="0 0 40 40" aria-hidden="true"><rect x="5" y="5" width="30" height="30" rx="7" ` +
      `fill="${domain.colour}"/><text x="20" y="27" text-anchor="middle" font-size="20" font-weight="600" class="on">${domain.glyph}</text></svg>`;
    state.legend.replaceChildren(
      element("summary", {}, text("legend")),
      element("div", {}, part("domain", Object.entries(domains).filter(([code]) => count.domain[code])
        .map(([code, domain]) => entry(swatch(domain), domain.label, count.domain[code], toggle(code)))),
      part("exactness", Object.entries(exactness).filter(([code]) => count.exactness[code])
        .map(([code, row]) => entry(sample(code, "completed"), row.label, count.exactness[code]))),
      part("stage", Object.entries(stages).filter(([code]) => count.stage[code])
        .map(([code, row]) => entry(sample("exact", code), row.label, count.stage[code]))),
      state.view.choropleth ? ramp() : ""),
    );
  }

  function ramp() {
    const limits = steps(Math.max(1, ...Object.values(state.view.counts || {})));
    return element("section", { class: "pm-choropleth" }, element("h4", {}, text("choropleth")), element("span", { class: "pm-ramp" },
      ...limits.map((limit, step) => element("span", { class: "pm-step-" + (step + 1) }, "≤" + limit))));
  }

  /* ---- the base ----------------------------------------------------------------------------------- */

  function start(map, config) {
    for (const table of ["domains", "stages", "sectors", "exactness", "bases"]) {
      config[table] = Object.fromEntries(config[table]);
    }
    Object.assign(state, { map, config });
    const base = window.projectMapBases[config.base];
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
    for (const { properties, geometry } of base.names.features) {
      const label = `<span>${escape(properties[config.language + "_short"])}</span>`;
      L.marker([geometry.coordinates[1], geometry.coordinates[0]], {
        interactive: false, keyboard: false, pane: "names",
        icon: L.divIcon({ html: label, className: "pm-name" + (properties.core ? " pm-core" : ""), iconSize: [0, 0] }),
      }).addTo(map);
    }
    const wide = map.getSize().x > 640;
    // the city leaves the upper left free: the legend stands there
    const fit = () => map.fitBounds(config.view, { paddingTopLeft: wide ? [120, 4] : [4, 4], paddingBottomRight: [4, 4] });
    fit();
    // the frame gets its height and this map its style sheet a moment later
    let fresh = true;
    setTimeout(() => { fresh = false; }, 2000);
    new ResizeObserver(() => {
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
    const zoomed = () => {
      const near = map.getContainer().classList.toggle("pm-near", map.getZoom() >= 9);
      if (state.folding) state.legend.open = wide && !near;
    };
    map.on("click", ({ latlng }) => {
      if (state.view.placing) tell({ place: [Number(latlng.lng.toFixed(6)), Number(latlng.lat.toFixed(6))] });
    });
    map.on("zoomend", zoomed).on("moveend", draw).on("moveend", shift).on("popupopen", giveWay);
    zoomed();
  }

  // Controls lie above popups: the legend folds where it would cover one.
  function giveWay({ popup: opened }) {
    const [a, b] = [opened.getElement(), state.legend].map((node) => node.getBoundingClientRect());
    if (a.left < b.right && a.top < b.bottom) state.legend.open = false;
  }

  function title(map) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => element("header", { class: "pm-title" }, element("h1", {}, state.config.title),
      state.config.subtitle ? element("p", {}, state.config.subtitle) : "");
    control.addTo(map);
  }

  function search(map) {
    const control = L.control({ position: "topleft" });
    const results = element("div", { class: "pm-results" });
    const find = (event) => {
      const words = event.target.value.trim().toLowerCase();
      const hits = words ? state.items.filter((item) => (item.name + item.districts).toLowerCase().includes(words)) : [];
      results.replaceChildren(...hits.slice(0, 30).map((item) => {
        const button = row(item);
        button.addEventListener("click", () => map.setView(item.at, Math.max(map.getZoom(), 10)));
        return button;
      }));
    };
    control.onAdd = () => {
      const input = element("input", { type: "search", placeholder: text("search"), "aria-label": text("search"), oninput: find });
      const box = element("div", { class: "pm-search" }, input, results);
      L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  // A tile service is asked only when chosen; where it does not answer, the drawn base comes back.
  function ground(choice) {
    const name = choice ? choice.name : "drawn";
    if (name === state.ground) return;
    state.ground = name;
    state.tiles.clearLayers();
    const plain = Boolean(choice);
    state.map.getContainer().classList.toggle("pm-no-land", plain);
    state.datum = choice && choice.datum;
    for (const url of (choice && choice.urls) || []) {
      const layer = L.tileLayer(url, { pane: "tiles", maxZoom: 18, attribution: escape(choice.credit), key: choice.key || "" });
      layer.once("tileerror", () => {
        state.tiles.clearLayers();
        state.map.getContainer().classList.remove("pm-no-land");
        notice(text("no-tiles"));
      });
      state.tiles.addLayer(layer);
    }
    shift();
  }

  // GCJ-02 tiles lie beside WGS-84: the pane moves by the shift at the nearest district's seat.
  function shift() {
    const pane = state.map.getPane("tiles");
    if (state.datum !== "GCJ-02") { pane.style.transform = ""; return; }
    const centre = state.map.getCenter();
    const seats = window.projectMapBases[state.config.base].names.features;
    const distance = ({ geometry: { coordinates: [lon, lat] } }) => Math.hypot(lon - centre.lng, lat - centre.lat);
    const [east, north] = seats.reduce((a, b) => (distance(a) < distance(b) ? a : b)).properties.gcj;
    const there = state.map.latLngToLayerPoint([centre.lat + north, centre.lng + east]);
    const offset = state.map.latLngToLayerPoint(centre).subtract(there);
    pane.style.transform = `translate(${offset.x}px, ${offset.y}px)`;
  }

  function notice(words) {
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => element("p", { class: "pm-notice", role: "status" }, words);
    control.addTo(state.map);
    setTimeout(() => control.remove(), 8000);
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
      const item = { ...properties, at: null };
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
    state.map.getContainer().classList.toggle("pm-placing", Boolean(view.placing));
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
      if (item && item.line) return map.fitBounds(item.line.getBounds(), { padding: [40, 40] });
      if (item && item.exactness === "area") return map.fitBounds(districtBounds(item.adcodes), { padding: [20, 20] });
      if (item) return map.setView(item.at, Math.max(map.getZoom(), item.exactness === "district" ? 9 : 11));
    }
    const chosen = view.districts || [];
    if (chosen.length && String(chosen) !== String(before.districts || [])) {
      const bounds = districtBounds(chosen);
      if (bounds.isValid() && !map.getBounds().contains(bounds.getCenter())) map.fitBounds(bounds, { padding: [30, 30] });
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
})();
