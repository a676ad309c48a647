/* What stands around the map: legend, title, search, tile services, notices. */

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
  const part = (key, entries) => entries.length
    ? element("section", { class: "pm-" + key }, element("h4", {}, text(key)), ...entries) : null;
  // on the dashboard every entry filters; a file hides domains by itself
  const filter = (dimension, code) => {
    if (state.config.standalone) return null;
    const chosen = (state.view.chosen[dimension] || []).includes(code);
    return { type: "button", "aria-pressed": String(chosen), "data-code": code, onclick: () => tell({ toggle: [dimension, code] }) };
  };
  const hide = (code) => ({
    type: "button", "aria-pressed": String(!state.hidden.has(code)), "data-code": code,
    class: "pm-entry" + (state.hidden.has(code) ? " pm-hidden" : ""),
    onclick: () => {
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
      .map(([code, domain]) => entry(swatch(domain), domain.label, count.domain[code], filter("domains", code) || hide(code)))),
    part("exactness", Object.entries(exactness).filter(([code]) => count.exactness[code])
      .map(([code, row]) => entry(sample(code, "completed"), row.label, count.exactness[code], filter("exactness", code)))),
    part("stage", Object.entries(stages).filter(([code]) => count.stage[code])
      .map(([code, row]) => entry(sample("exact", code), row.label, count.stage[code], filter("stages", code)))),
    ramp()),
  );
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
