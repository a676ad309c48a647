/* What stands around the map: legend, title, search, tile services, notices. */

const tally = (key) => {
  const counts = {};
  for (const item of state.items) counts[item[key]] = (counts[item[key]] || 0) + 1;
  return counts;
};

// The entries are made once; what a filter changes is their numbers, and which of them there are.
function legend() {
  if (!state.entries) makeLegend();
  const count = { domain: tally("domain"), exactness: tally("exactness"), stage: tally("stage") };
  for (const { node, number, key, code, dimension } of state.entries) {
    const found = String(count[key][code] || 0);
    node.hidden = found === "0";
    if (number.textContent !== found) number.textContent = found;
    const hidden = state.hidden.has(code);
    if (!state.config.standalone) node.setAttribute("aria-pressed", String((state.view.chosen[dimension] || []).includes(code)));
    else if (key === "domain") node.setAttribute("aria-pressed", String(!hidden));
    node.classList.toggle("pm-hidden", key === "domain" && hidden);
  }
  for (const part of state.legend.querySelectorAll("section")) part.hidden = !part.querySelector(".pm-entry:not([hidden])");
  const [old, now] = [state.legend.querySelector(".pm-choropleth"), ramp()];
  if (old) old.remove();
  if (now) state.legend.lastElementChild.append(now);
}

function makeLegend() {
  const { domains, exactness, stages, standalone } = state.config;
  const hide = (code) => {
    if (!state.hidden.delete(code)) state.hidden.add(code);
    draw();
    legend();
  };
  // on the dashboard every entry filters; a file hides domains by itself
  const entry = (key, dimension, html, label, code) => {
    const button = { type: "button", "data-code": code, onclick: () => (standalone ? hide(code) : tell({ toggle: [dimension, code] })) };
    const number = element("i", {});
    const works = !standalone || key === "domain";
    const node = element(works ? "button" : "span", { class: "pm-entry", ...(works ? button : {}) },
      picture(html), element("span", { title: label }, label), number);
    state.entries.push({ node, number, key, code, dimension });
    return node;
  };
  const swatch = (domain) => `<svg viewBox="0 0 40 40" aria-hidden="true"><rect x="5" y="5" width="30" height="30" rx="7" ` +
    `fill="${domain.colour}"/><text x="20" y="27" text-anchor="middle" font-size="20" font-weight="600" class="on">${domain.glyph}</text></svg>`;
  const part = (key, dimension, table, html) => element("section", { class: "pm-" + key }, element("h4", {}, text(key)),
    ...Object.entries(table).map(([code, row]) => entry(key, dimension, html(code, row), row.label, code)));
  state.entries = [];
  state.legend.replaceChildren(element("summary", {}, text("legend")), element("div", {},
    part("domain", "domains", domains, (code, row) => swatch(row)),
    part("exactness", "exactness", exactness, (code) => sample(code, "completed")),
    part("stage", "stages", stages, (code) => sample("exact", code))));
}

function ramp() {
  const limits = steps(state.view.counts);
  if (!state.view.choropleth || !limits.length) return null;
  const range = (from, to) => (from === to ? String(to) : from + "–" + to);
  return element("section", { class: "pm-choropleth" }, element("h4", {}, text("choropleth")), element("span", { class: "pm-ramp" },
    ...limits.map((limit, step) => element("span", { class: "pm-step-" + (step + 1) }, range(step ? limits[step - 1] + 1 : 1, limit)))));
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

function placing(now) {
  state.map.getContainer().classList.toggle("pm-placing", Boolean(now));
  if (state.banner) state.banner.remove();
  state.banner = null;
  if (!now) return;
  state.map.closePopup();
  state.banner = element("p", { class: "pm-notice pm-banner", role: "status" }, text("placing"));
  state.map.getContainer().append(state.banner);
}

function notice(words) {
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => element("p", { class: "pm-notice", role: "status" }, words);
  control.addTo(state.map);
  setTimeout(() => control.remove(), 8000);
}
