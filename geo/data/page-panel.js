/* The panel beside the map: counters, chips, the chosen project's card, and the list or the district sheet. */

function counters({ counts, chips, texts }, send) {
  const dropAll = chips.length > 1
    ? element("button", { type: "button", class: "chip all", onclick: () => send({ clear: true }) }, texts.clear) : null;
  return [
    element("p", { class: "counters", role: "status" }, counts.map(([number, label]) =>
      element("span", {}, element("b", {}, String(number)), " " + label))),
    chips.length ? element("div", { class: "chips" }, chips.map(({ dimension, value, label }) =>
      element("button", { type: "button", class: "chip", "data-key": "chip " + value, "aria-label": texts.drop + " " + label,
        onclick: () => send(dimension === "text" ? { text: "" } : { toggle: [dimension, value] }) },
      label, element("span", { "aria-hidden": "true" }, "×"))), dropAll,
    chips.some(({ dimension }) => dimension === "districts")
      ? element("button", { type: "button", class: "link zoom", "data-key": "zoom", onclick: () => { send({ zoom: true }); showMap(); } }, texts.zoom) : null)
      : null,
  ];
}

function views({ views: names, view }, send) {
  return element("div", { class: "views", role: "tablist" }, names.map(([value, label]) =>
    element("button", { type: "button", role: "tab", "aria-selected": String(value === view), "data-key": value, onclick: () => send({ view: value }) }, label)));
}

function ladder({ ladder: steps, rank }) {
  return element("ol", { class: "ladder", "aria-label": steps[rank] }, steps.map((step, index) =>
    element("li", { class: index < rank ? "past" : index === rank ? "now" : "", "aria-current": index === rank ? "step" : false },
      element("span", {}, step))));
}

// A page that is not served by localhost or https has no clipboard: there an old command copies.
async function copyText(words) {
  if (navigator.clipboard) return navigator.clipboard.writeText(words);
  const field = element("textarea", {});
  field.value = words;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

const piece = ([words, address]) => address
  ? element("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, words) : words;

// Beside the report's text the card is short: the sentence stands there.
function card(data, { placing, texts, brief, address }, send) {
  if (!data) return null;
  const facts = brief ? data.facts.slice(0, 3) : data.facts;
  const copied = element("span", { role: "status", class: "copied" });
  const copy = () => copyText(new URL(address, window.location.href).href).then(() => { copied.textContent = texts.copied; });
  return element("article", { class: "card", style: `--ink:${data.colour}`, "data-project": data.id },
    element("header", {}, badge(data), element("h2", {}, data.name),
      element("button", { type: "button", class: "close", "aria-label": texts.close, onclick: () => send({ project: "" }) }, "×")),
    ladder(data),
    data.clause.length && !brief
      ? element("blockquote", {}, data.clause.map(([words, named]) => named ? element("mark", {}, words) : words)) : null,
    element("dl", {}, facts.map(([term, value]) =>
      [element("dt", {}, term), element("dd", {}, Array.isArray(value) ? value.map(piece) : value)])),
    data.others.length ? element("p", { class: "others" }, texts.others + " ", data.others.map((words) =>
      element("button", { type: "button", class: "link", onclick: () => send({ view: "text" }) }, words))) : null,
    placing ? hint(texts, send) : null,
    element("footer", {}, element("button", { type: "button", class: "link", onclick: copy }, texts.copy), copied,
      placing ? null : element("button", { type: "button", class: "link", onclick: () => send({ placing: true }) }, texts.place),
      data.byHand ? element("button", { type: "button", class: "link", onclick: () => send({ "take-back": true }) }, texts["take-back"]) : null));
}

function hint(texts, send) {
  return element("p", { class: "hint", role: "status" }, texts.placing, " ",
    element("button", { type: "button", class: "link", onclick: () => send({ "in-district": true }) }, texts["place-district"]), " ",
    element("button", { type: "button", class: "link", onclick: () => send({ placing: false }) }, texts.cancel));
}

const MOST_ROWS = 2000; // kept for the next filter

// A row that was shown before is the same node: a filter costs what changes, not the whole list.
function list({ rows, selected, texts, total }, send, kept) {
  if (!rows) return null;
  if (!kept.rows || kept.rows.size > MOST_ROWS) kept.rows = new Map();
  const button = (row) => element("button", { type: "button", class: "row" + (row.id === selected ? " selected" : ""),
    "data-project": row.id, "data-key": row.id, "aria-pressed": String(row.id === selected) },
  badge(row), element("span", {}, element("b", {}, row.name), element("small", {}, (row.byHand ? [texts["by-hand"], ...row.facts] : row.facts).filter(Boolean).join(" · "))));
  const again = (row) => {
    const key = JSON.stringify([row, row.id === selected]);
    if (!kept.rows.has(key)) kept.rows.set(key, button(row));
    return kept.rows.get(key);
  };
  kept.list = kept.list || element("div", { class: "rows" });
  kept.list.onclick = ({ target }) => {
    const row = target.closest(".row");
    if (row) send({ project: row.dataset.project, fly: true });
  };
  arrange(kept.list, [
    ...rows.flatMap((row, at) => [row.group && row.group !== (rows[at - 1] || {}).group ? element("h2", { class: "group" }, row.group) : null, again(row)]),
    rows.length ? null : element("p", { class: "empty" }, texts.empty),
    rows.length < total ? element("p", { class: "empty" }, texts.more) : null]);
  return kept.list;
}

// Gives a box these children; those that it has already are not touched.
function arrange(box, children) {
  const nodes = children.filter(Boolean);
  const wanted = new Set(nodes);
  for (const node of [...box.children]) if (!wanted.has(node)) node.remove();
  let next = box.firstElementChild;
  for (const node of nodes) {
    if (node === next) next = next.nextElementSibling;
    else box.insertBefore(node, next);
  }
}

// A bar is made of its stages: the fuller the colour, the further along.
function sheet({ title, groups }, send) {
  const most = Math.max(1, ...groups.flatMap(([, bars]) => bars.map((bar) => bar.count)));
  const stretch = (bar) => ([count, strength, label]) => element("span", { title: label ? label + " " + count : "",
    style: `width:${(100 * count) / most}%;--strength:${strength}%;${bar.colour ? "--ink:" + bar.colour : ""}` });
  return element("div", { class: "sheet" }, element("h2", {}, title),
    groups.map(([name, bars]) => element("section", {}, name ? element("h3", {}, name) : null, bars.map((bar) =>
      element("button", { type: "button", class: "bar", "data-key": bar.action.join(), onclick: () => send({ toggle: bar.action }) },
        element("span", {}, bar.label),
        element("span", { class: "track" }, bar.parts.map(stretch(bar))),
        element("i", {}, String(bar.count)))))));
}

// The fragment is made by the reading view, every character of the report escaped.
function reading(html, texts, send, kept) {
  if (!html) {
    return element("div", { class: "empty" }, element("p", {}, texts["no-report"]),
      element("button", { type: "button", class: "link", onclick: () => send({ open: true }) }, texts.open));
  }
  if (kept && kept.html === html) return kept;
  const box = element("div", { class: "text" });
  box.innerHTML = html;
  box.html = html;
  box.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-project]");
    if (mark) send({ project: mark.dataset.project.split(" ")[0], fly: true });
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-project]")) event.target.click();
  });
  return box;
}

// What is drawn anew keeps the keyboard's place: on the same part, or where there is none any more on the list.
function focusKept(host, redraw) {
  const { activeElement } = host.getRootNode();
  const held = host.contains(activeElement);
  const key = held && activeElement.dataset.key;
  redraw();
  if (!held || host.getRootNode().activeElement === activeElement) return;
  const again = [...host.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key);
  (again || host.querySelector(".scroll")).focus({ preventScroll: true });
}

// On a narrow screen the list stands below the map: what was chosen there is shown above.
function showMap() {
  if (window.matchMedia("(max-width: 760px)").matches) {
    document.querySelector(".st-key-map").scrollIntoView({ behavior: "smooth", block: "start" });
  }
}

function toProject(body, id) {
  const mark = [...body.querySelectorAll(".reading [data-project]")].find((node) => node.dataset.project.split(" ").includes(id));
  for (const node of body.querySelectorAll(".reading .chosen")) node.classList.remove("chosen");
  if (!mark) return;
  mark.classList.add("chosen");
  body.scrollTop += mark.getBoundingClientRect().top - body.getBoundingClientRect().top - body.clientHeight / 2;
}

const panels = new WeakMap();

export default function ({ data, setTriggerValue, parentElement }) {
  const host = parentElement.querySelector(".panel");
  const before = panels.get(host) || {};
  const tell = sender(before, data, setTriggerValue);
  const send = (action) => { tell(action); if (action.fly) showMap(); };
  const text = data.view === "text" ? reading(data.reading, data.texts, send, before.text) : null;
  const chosen = card(data.card, { ...data, brief: Boolean(text && data.reading) }, send);
  const body = before.body || element("div", { class: "scroll", tabindex: "0" });
  const same = before.view === data.view && before.selected === data.selected;
  host.setAttribute("aria-label", data.texts.panel);
  focusKept(host, () => {
    arrange(body, [text ? null : chosen, data.sheet ? sheet(data.sheet, send) : null, text || list(data, send, before)]);
    arrange(host, [...counters(data, send), views(data, send), text ? chosen : null, body]);
  });
  if (!same) body.scrollTop = 0;
  if (!same && text && data.selected) toProject(body, data.selected);
  before.body = body;
  panels.set(host, Object.assign(before, { view: data.view, selected: data.selected, text }));
}
