/* The filter bar: a menu a dimension, each option with its count under the other filters. */

function menuButton(host, index) {
  const panel = element("div", { class: "menu", popover: "auto", role: "group" });
  const button = element("button", { type: "button", class: "opener", "aria-expanded": "false" });
  button.popoverTargetElement = panel;
  panel.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "open") return;
    const { left, bottom } = button.getBoundingClientRect();
    panel.style.left = Math.max(8, Math.min(left, window.innerWidth - 276)) + "px";
    panel.style.top = bottom + 4 + "px";
    panel.style.maxHeight = window.innerHeight - bottom - 20 + "px";
  });
  panel.addEventListener("toggle", (event) => {
    button.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "open") (panel.querySelector("input") || panel).focus();
  });
  host.append(button, panel);
  return { button, panel, rows: [], index };
}

// Found by its name, its other name or the first letters of either: 璧山, bishan, bs.
function matches(option, words) {
  const letters = option.hint.toLowerCase();
  const text = (option.label + " " + letters).toLowerCase();
  if (text.includes(words)) return true;
  let at = letters.startsWith(words[0]) ? 0 : -1;
  for (const letter of words) {
    at = at < 0 ? -1 : letters.indexOf(letter, at) + 1 || -1;
  }
  return at > 0;
}

function fillMenu(menu, data, ui) {
  const { title, options, find: placeholder } = data;
  menu.rows = options.map((option) => {
    const box = element("input", { type: "checkbox", onchange: () => ui.send({ toggle: [option.dimension, option.value] }) });
    const count = element("i", {});
    const mark = option.colour ? badge(option) : null;
    const row = element("label", { class: option.dimension === "sectors" ? "option inner" : "option" }, box, mark,
      element("span", {}, option.label), count);
    return { option, box, count, row };
  });
  const find = element("input", { type: "search", placeholder, "aria-label": title + " " + placeholder,
    oninput: (event) => {
      const words = event.target.value.trim().toLowerCase();
      for (const { option, row } of menu.rows) row.hidden = Boolean(words) && !matches(option, words);
    } });
  find.addEventListener("keydown", (event) => {
    const first = menu.rows.find(({ row }) => !row.hidden);
    if (event.key === "Enter" && first) first.box.click();
  });
  menu.panel.setAttribute("aria-label", title);
  menu.panel.replaceChildren(...(placeholder ? [find] : []), ...menu.rows.map(({ row }) => row));
}

function updateMenu(menu, { title, options }) {
  const chosen = options.filter((option) => option.chosen).length;
  menu.button.textContent = chosen ? `${title} ${chosen}` : title;
  menu.button.classList.toggle("active", chosen > 0);
  options.forEach((option, at) => {
    const { box, count, row } = menu.rows[at];
    box.checked = option.chosen;
    const number = String(option.count);
    if (count.textContent !== number) count.textContent = number;
    row.classList.toggle("nothing", option.count === 0);
  });
}

function build(host, data, ui) {
  host.replaceChildren();
  ui.menus = data.menus.map((menu, index) => menuButton(host, index));
  ui.menus.forEach((menu, index) => fillMenu(menu, data.menus[index], ui));
  let timer = 0;
  ui.text = element("input", { type: "search", class: "words", placeholder: data.texts.search, "aria-label": data.texts.search,
    oninput: () => { clearTimeout(timer); timer = setTimeout(() => ui.send({ text: ui.text.value }), 300); } });
  ui.shade = element("input", { type: "checkbox", onchange: () => ui.send({ choropleth: ui.shade.checked }) });
  ui.key = element("input", { type: "password", class: "key", autocomplete: "off", placeholder: data.texts.key,
    "aria-label": data.texts.key, onchange: () => ui.send({ key: ui.key.value }) });
  ui.base = element("select", { "aria-label": data.texts.base, onchange: () => ui.send({ base: ui.base.value }) },
    data.bases.map(([value, label]) => element("option", { value }, label)));
  host.append(ui.text, element("label", { class: "switch" }, ui.shade, data.texts.shade), ui.key, ui.base);
}

// The address holds the whole view.  It follows when the reader rests, or turns to the address bar: the browser
// draws its own window anew for each, which takes as long as half a filter.
const REST = 1000; // milliseconds
const address = { timer: 0, query: "" };

function writeAddress() {
  clearTimeout(address.timer);
  if (address.query && address.query !== window.location.search) {
    window.history.replaceState(window.history.state, "", window.location.pathname + address.query);
  }
}

function follow(query) {
  clearTimeout(address.timer);
  address.query = query;
  address.timer = setTimeout(writeAddress, REST);
}

for (const leave of ["blur", "pagehide"]) window.addEventListener(leave, writeAddress);

const bars = new WeakMap();

export default function ({ data, setTriggerValue, parentElement }) {
  const host = parentElement.querySelector("nav");
  const ui = bars.get(host) || {};
  bars.set(host, ui);
  ui.texts = data.texts;
  const page = document.documentElement; // Streamlit says en whatever the page's language
  if (page.lang !== data.language) page.lang = data.language; // to set it again has every style worked out again
  const tell = sender(ui, data, setTriggerValue);
  ui.send = (action) => { clearTimeout(address.timer); tell(action); }; // the next answer brings the next address
  follow(data.address);
  const signature = JSON.stringify([data.texts, data.menus.map(({ title, options }) => [title, options.length])]);
  if (ui.signature !== signature) {
    build(host, data, ui);
    ui.signature = signature;
  }
  data.menus.forEach((menu, index) => updateMenu(ui.menus[index], menu));
  if ((parentElement.activeElement || document.activeElement) !== ui.text) ui.text.value = data.text;
  ui.shade.checked = data.choropleth;
  ui.base.value = data.base;
  ui.key.hidden = !data.wantsKey;
}
