/* Symbols: what one project, and several at one place, look like. */

const GRID = 36; // pixels: symbols nearer than this become one
const MOST_HANDLES = 300;
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

// A dark page lightens lines; what is filled keeps its colour under a white sign.
const ink = (colour) => `color-mix(in oklab, ${colour} var(--keep), white)`;
const text = (key) => state.config.texts[key];
const escape = (string) => string.replace(/[&<>"']/g, (c) => "&#" + c.charCodeAt(0) + ";");

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
    `<path d="${arc(15.5, 0, share)}" fill="none" stroke="${ink(colour)}" stroke-width="3"/>` +
    `${shape} fill="${fill}" stroke="${ink(colour)}" stroke-width="1.8"${dash}/>` +
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
    const path = `<path d="${arc(16, from, to)}" fill="none" stroke="${ink(state.config.domains[domain].colour)}" stroke-width="4.5"/>`;
    from = to;
    return path;
  });
  return `<svg viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="18.5" class="halo"/>${ring.join("")}` +
    `<circle cx="20" cy="20" r="13.6" class="core"/><text x="20" y="24.6" text-anchor="middle" ` +
    `font-size="13" font-weight="650" class="count">${items.length}</text></svg>`;
}

const picture = (html) => { const span = element("span", { class: "pm-symbol" }); span.innerHTML = html; return span; };
